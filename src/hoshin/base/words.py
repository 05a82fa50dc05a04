"""Finds rows by words, their beginnings and their insides, through an index, on any PostgreSQL.

Case and accents do not matter. pg_trgm is not in the embedded PostgreSQL, so the pieces of three letters into which it
would cut names are cut by a function of ours (decision 0026).
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db import connection, transaction
from django.db.models import BooleanField, Func, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Upper
from django.db.models.lookups import Contains, GreaterThanOrEqual, LessThan, StartsWith
from django.utils.deconstruct import deconstructible

_CONFIG = "simple"
_SPARE = 4
_NEIGHBOURS = 500
_PIECE = 3
_LATIN = "abcdefghijklmnopqrstuvwxyz"
# The other scripts whose letters are few enough to be tried behind two of them.
_SCRIPTS = (
    ("\u0370", "\u03ff"),
    ("\u0400", "\u04ff"),
    ("\u0531", "\u0587"),
    ("\u05d0", "\u05ea"),
    ("\u0620", "\u064a"),
)
_LETTERS = tuple("".join(map(chr, range(ord(first), ord(last) + 1))) for first, last in _SCRIPTS)
# What stands between words, for Python and PostgreSQL alike: blanks, the marks of ASCII, quotation marks, dashes.
_BETWEEN = r"[\s!-/:-@\[-`{-~\u00ab\u00b7\u00bb\u2010-\u2027]+"
# Letters that are not a plain one with an accent, but that people type as one.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
_FOLDED = (
    r"replace(replace(replace(translate(lower(regexp_replace(normalize(t, NFKD), '[\u0300-\u036f]', '', 'g')),"
    " 'øłđħı', 'oldhi'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')"
)
# Names of plain ASCII, which most are, spare the way through Unicode. Only built-in functions are called, since a
# restored dump builds the indexes without a search path.
FUNCTIONS = r"""
CREATE FUNCTION hoshin_folded(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN CASE WHEN octet_length(t) = length(t) THEN lower(t) ELSE <folded> END;
END $$;
CREATE FUNCTION hoshin_pieces(t text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    spaced text := CASE WHEN octet_length(t) = length(t) THEN lower(t) ELSE <folded> END;
    pieces text[] := '{}';
BEGIN
    spaced := '  ' || regexp_replace(spaced, '<between>', '  ', 'g') || ' ';
    FOR at IN 1..length(spaced) - 2 LOOP
        pieces := pieces || substr(spaced, at, 3);
    END LOOP;
    RETURN pieces;
END $$;
""".replace("<folded>", _FOLDED).replace("<between>", _BETWEEN)
# Of a list of texts, all of their words.
FUNCTION_OF_LISTS = r"""
CREATE FUNCTION hoshin_folded_list(texts text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    t text := array_to_string(texts, ' ');
BEGIN
    RETURN CASE WHEN octet_length(t) = length(t) THEN lower(t) ELSE <folded> END;
END $$;
""".replace("<folded>", _FOLDED)
NO_FUNCTION_OF_LISTS = "DROP FUNCTION hoshin_folded_list(text[]);"
NO_FUNCTIONS = "DROP FUNCTION hoshin_pieces(text); DROP FUNCTION hoshin_folded(text);"
M = TypeVar("M", bound=Model)


def folded(text: str) -> str:
    """The text without case and accents, as the function of the database makes it.

    >>> folded("Straße, Łódź, CAFÉ")
    'strasse, lodz, cafe'
    """
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter.lower() for letter in apart if not "\u0300" <= letter <= "\u036f").translate(_PLAIN)


def terms_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return [term for term in re.split(_BETWEEN, folded(text)) if term]


@deconstructible(path="hoshin.base.words.Folded")
class Folded(Func):
    """A text without case and accents."""

    function = "hoshin_folded"
    arity = 1
    output_field = TextField()


@deconstructible(path="hoshin.base.words.FoldedList")
class FoldedList(Func):
    """The texts of a list as one, without case and accents."""

    function = "hoshin_folded_list"
    arity = 1
    output_field = TextField()


@deconstructible(path="hoshin.base.words.Pieces")
class Pieces(Func):
    """The pieces of three letters of a text; two blanks before each word give its beginning pieces of their own."""

    function = "hoshin_pieces"
    arity = 1
    output_field = ArrayField(TextField())


class _HasAny(Func):
    """Whether one array holds any of what another one has."""

    template = "(%(expressions)s)"
    arg_joiner = " && "
    arity = 2
    output_field = BooleanField()


class _HasAll(Func):
    """Whether one array holds all that another one has."""

    template = "(%(expressions)s)"
    arg_joiner = " @> "
    arity = 2
    output_field = BooleanField()


def words_index(name: str, column: str = "name", *, of: type[Func] = Folded, condition: Q | None = None) -> GinIndex:
    """The index that `begins_with` and `has_words` need on a column, of the rows of a condition alone where there is one."""
    return GinIndex(SearchVector(of(column), config=_CONFIG), name=name, condition=condition)


def pieces_index(name: str, column: str = "name") -> GinIndex:
    """The index that `holds` needs on a column."""
    return GinIndex(Pieces(column), name=name)


def begins_with(text: str, *, names: str = "name", codes: tuple[str, ...] = ("code",), of: str = "") -> Q:
    """Rows of which a code begins with the text, or whose name has words that begin with each of its words.

    Case and accents do not matter; `of` is the path to the row, such as "measure__". Text without any letter or digit
    finds nothing.
    """
    found = _of_codes(text, codes, of)
    terms = re.findall(r"\w+", folded(text))
    return found | has_words(terms, of + names) if terms else found


def has_words(terms: Sequence[str], column: str, *, of: type[Func] = Folded) -> Q:
    """Rows of which a column has words that begin with each of these, which are folded and of letters and digits alone."""
    query = SearchQuery(" & ".join(f"'{term}':*" for term in terms), config=_CONFIG, search_type="raw")
    return Q(SearchVectorExact(SearchVector(of(column), config=_CONFIG), query))


def holds(text: str, *, names: str = "name", codes: tuple[str, ...] = ("code",), of: str = "") -> Q:
    """Rows of which a code begins with the text, or whose name has each of its words, also inside of others.

    As `begins_with` otherwise. Of a word of one letter only beginnings are found: inside of words nearly all names have it.
    """
    terms = terms_of(text)
    found = _of_codes(text, codes, of)
    return found | _has_pieces(terms, of + names, inside=True) if terms else found


def _of_codes(text: str, codes: tuple[str, ...], of: str) -> Q:
    found = Q(pk__in=[])
    for code in codes if text.strip() else ():
        found |= Q(StartsWith(Upper(of + code), text.strip().upper()))
    return found


def _has_pieces(terms: list[str], column: str, *, inside: bool) -> Q:
    """Pieces alone could stand apart from each other: long words are compared as a whole behind the index."""
    pairs = [term for term in terms if inside and len(term) == _PIECE - 1 and _following(term)]
    pieces = {piece for term in terms if term not in pairs for piece in _pieces_asked(term, inside=inside)}
    found = Q()
    if pieces:
        found &= Q(_HasAll(Pieces(column), _texts(pieces)))
    for term in pairs:
        # Each piece that begins with these two: what may follow them is few.
        found &= Q(_HasAny(Pieces(column), _texts({term + letter for letter in _following(term)})))
    for term in terms:
        if len(term) > _PIECE:
            found &= Q(Contains(Folded(column), term))
    return found


def _texts(texts: Collection[str]) -> Value:
    return Value(sorted(texts), output_field=ArrayField(TextField()))


def _following(pair: str) -> str:
    """What may stand behind two letters in a folded name: the end of a word, digits, letters of the same script.

    Empty for a script of more letters than can be tried: there two of them are looked for at beginnings alone.
    """
    own = next((letters for letters in _LETTERS if pair[-1] in letters), "")
    is_tried = pair[-1].isascii() or own
    return f" {_LATIN}0123456789{own}" if is_tried else ""


def _pieces_asked(term: str, *, inside: bool) -> list[str]:
    spaced = term if inside and len(term) >= _PIECE else f"  {term}"
    return [spaced[at : at + _PIECE] for at in range(len(spaced) - _PIECE + 1)]


def codes_near(rows: QuerySet[M], wanted: str, *, column: str = "code") -> list[str]:
    """Codes that stand around a wanted one in the order of codes, for a hint: two short reads of their index.

    Of few rows they are all; of many, a slip in the first letters leads astray, and a hint is not worth reading them all.
    """
    folded, at = Upper(column), wanted.strip().upper()
    before = rows.filter(LessThan(folded, at)).order_by(folded.desc()).values_list(column, flat=True)
    after = rows.filter(GreaterThanOrEqual(folded, at)).order_by(folded).values_list(column, flat=True)
    return [*before[:_NEIGHBOURS], *after[:_NEIGHBOURS]]


def some_that_begin(rows: QuerySet[M], text: str, limit: int, *, codes: tuple[str, ...] = ("code",)) -> list[M]:
    """Up to `limit` rows for each code that begins with the text, and some whose names have its words. One query."""
    parts = parts_that_begin(rows, text, limit, codes=codes)
    found = parts[0].union(*parts[1:], all=True) if parts else ()
    return list({row.pk: row for row in found}.values())


def parts_that_begin(
    rows: QuerySet[Any, Any], text: str, limit: int, *, codes: tuple[str, ...] = ("code",)
) -> list[QuerySet[Any, Any]]:
    """Short reads, of which the union has up to `limit` rows for each code that begins with the text, and some named so.

    Of words that very many names have, any that have them are found: each part is read through an index and no further
    than that. Within `through_indexes` this holds whatever the planner believes.
    """
    return _parts(rows, text, limit, codes, [begins_with(text, codes=())])


def parts_that_hold(
    rows: QuerySet[Any, Any], text: str, limit: int, *, codes: tuple[str, ...] = ("code",)
) -> list[QuerySet[Any, Any]]:
    """The same of rows that have the words inside of others as well; those in which words begin so are not passed over."""
    terms = terms_of(text)
    conditions = [_has_pieces(terms, "name", inside=inside) for inside in (False, True)] if terms else []
    return _parts(rows, text, limit, codes, conditions)


def _parts(
    rows: QuerySet[Any, Any], text: str, limit: int, codes: tuple[str, ...], conditions: list[Q]
) -> list[QuerySet[Any, Any]]:
    wanted = text.strip()
    if not wanted:
        return []
    # Without an order, so that reading ends as soon as there are enough.
    parts = [rows.filter(condition).order_by()[: limit * _SPARE] for condition in conditions]
    return parts + [
        rows.filter(StartsWith(Upper(code), wanted.upper())).order_by(Upper(code))[:limit] for code in codes
    ]


@contextmanager
def through_indexes() -> Iterator[None]:
    """Within, no table is read from end to end where an index leads to the rows.

    The planner takes the beginning of a word for more frequent than it may be, and then hopes to meet a few such rows early.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")
