"""Sheet unit_weights: what weighs otherwise on the scorecard of one unit."""

from collections.abc import Iterator, Sequence

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.base.wordings import Said
from hoshin.strategy.policies import unit_weights_visible_to
from hoshin.strategy.rows import UnitWeightRow
from hoshin.strategy.services import upsert_unit_weights
from hoshin.strategy.sheets.serves import SERVED_BY_MEASURES, SERVED_BY_OBJECTIVES

_FIELDS = (
    "unit__code", "perspective__code", "objective__code", "contribution__objective__code",
    "contribution__measure__code", "contribution__parent__code", "weight",
)  # fmt: skip
_SHEETS_ON_TOP = ("perspectives", "objectives")


def _stored(actor: Actor) -> list[UnitWeightRow]:
    rows = unit_weights_visible_to(actor).values_list(*_FIELDS)
    found = [
        UnitWeightRow(unit, next(filter(None, codes)), under or "", weight) for unit, *codes, under, weight in rows
    ]
    return sorted(found, key=lambda row: (row.unit, row.under, row.code))


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """What has the weight is a perspective or an objective, or serves the objective under which it stands."""
    served = _served(book) if any(row.under for row in draft.rows) else set()
    for at, row in enumerate(draft.rows):
        if row.under:
            if (row.code.casefold(), row.under.casefold()) not in served:
                message = Said("%(code)s does not serve %(under)s.", code=row.code, under=row.under)
                yield draft.problem(at, "code", row.code, message, "Name what serves it, or let this serve it.")
        elif not any(row.code.casefold() in book.codes(sheet) for sheet in _SHEETS_ON_TOP):
            yield book.unknown(draft, at, "code", row.code, "objectives")


def _served(book: Book) -> set[tuple[str, str]]:
    """What will serve what: child and objective, casefolded."""
    pairs = set[tuple[str, str]]()
    for added in (SERVED_BY_OBJECTIVES, SERVED_BY_MEASURES):
        links = {key[0]: found for key, found in added.stored(book.actor).items()}
        draft = book.drafts.get(added.sheet)
        if draft is not None and "serves" in draft.added:
            links |= {row.code.casefold(): own for row, own in zip(draft.rows, draft.added["serves"], strict=True)}
        pairs |= {(child, link.code.casefold()) for child, own in links.items() for link in own}
    return pairs


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """What serves what is written behind the sheets of objectives and measures."""
    rows: Sequence[UnitWeightRow] = draft.new_rows()
    if rows:
        upsert_unit_weights(actor, rows, is_checked=True)


UNIT_WEIGHTS = Sheet(
    "unit_weights",
    "weight of a unit",
    (
        code("unit", "units", required=True),
        code("code", required=True),
        code("under", "objectives"),
        Column("weight", ColumnKind.NUMBER, required=True, least=0),
    ),
    ("unit", "code", "under"),
    UnitWeightRow,
    stored=_stored,
    check=_check,
    finish=_finish,
)
