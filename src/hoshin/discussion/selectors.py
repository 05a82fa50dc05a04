"""What is said of a thing, in threads, with reactions and who is named; who may be named; what was said anywhere."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Upper

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import things
from hoshin.base.errors import NotFound
from hoshin.base.paging import CountedPage, counted_page
from hoshin.discussion.models import Comment, Reacting
from hoshin.discussion.policies import (
    OF_COMMENTS,
    comments_visible_to,
    followings_visible_to,
    is_author,
    may_remove,
    mentions_visible_to,
    of_whom_may_read,
    reactions_visible_to,
)
from hoshin.discussion.subjects import Subject, subject_of
from hoshin.org.discussed import followers_of_kind
from hoshin.org.models import Person
from hoshin.org.policies import people_visible_to
from hoshin.org.selectors import people_found, person_of

SHOWN, OFFERED = 20, 6
_MOST_WORDS, _CALLED_SO = 6, 50
_AT = re.compile(r"(?<![\w@])@([^\s@][^@\n]*)")


@dataclass(frozen=True, slots=True)
class Reacted:
    """How many react with a word, who they are, and whether the reader does."""

    word: Reacting
    names: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class CommentSaid:
    """A comment with who is named in it, reactions, answers, and what the reader may do with it."""

    row: Comment
    mentions: tuple[Person, ...]
    reactions: tuple[Reacted, ...]
    answers: tuple["CommentSaid", ...]
    is_own: bool
    may_remove: bool

    @property
    def pieces(self) -> list[tuple[str, Person | None]]:
        """The text in pieces, each with the person whom it names, if it is a name."""
        called = {text.upper(): one for one in self.mentions for text in (f"@{one.name}", f"@{one.employee_id}")}
        if not called:
            return [(self.row.text, None)]
        names = "|".join(re.escape(text) for text in sorted(called, key=len, reverse=True))
        return [(part, called.get(part.upper())) for part in re.split(f"({names})", self.row.text, flags=re.I) if part]


@dataclass(frozen=True, slots=True)
class Discussion:
    """What is said of a thing: a page of comments with their answers, the latest first, and reactions to the thing."""

    subject: Subject
    page: CountedPage[CommentSaid]
    reactions: tuple[Reacted, ...]
    is_followed: bool
    may_take_part: bool


def talk_of(actor: Actor, subject: Subject, page: str | int = 1) -> Discussion:
    """What is said of a thing. Ten queries, however much it is."""
    own = person_of(actor)
    rows = _on(actor, subject).select_related("author")
    found = counted_page(rows.filter(answers=None).order_by("-pk"), page, size=SHOWN)
    answers = list(rows.filter(answers__in=[row.pk for row in found.rows]).order_by("pk")) if found.rows else []
    shown = [*found.rows, *answers]
    mentions = mentions_in(actor, shown)
    reactions = reactions_to(actor, [(subject.kind, subject.pk), *((OF_COMMENTS, row.pk) for row in shown)])
    below: dict[int, list[CommentSaid]] = defaultdict(list)

    def told(row: Comment) -> CommentSaid:
        words = tuple(reactions.get((OF_COMMENTS, row.pk), ()))
        own_answers = tuple(below.get(row.pk, ()))
        may = is_author(actor, row), may_remove(actor, row)
        return CommentSaid(row, mentions.get(row.pk, ()), words, own_answers, *may)

    for row in answers:
        below[row.answers_id or 0].append(told(row))
    return Discussion(
        subject,
        found.showing([told(row) for row in found.rows]),
        tuple(reactions.get((subject.kind, subject.pk), ())),
        own is not None and follows(actor, subject, own),
        own is not None,
    )


def page_holding(actor: Actor, subject: Subject, comment: Comment) -> int:
    """On which page of what is said of a thing a comment stands."""
    top = comment.answers_id or comment.pk
    return _on(actor, subject).filter(answers=None, pk__gt=top).count() // SHOWN + 1


def mentions_in(actor: Actor, comments: Collection[Comment]) -> dict[int, tuple[Person, ...]]:
    """Who is named in each of these comments. One query."""
    found: dict[int, list[Person]] = defaultdict(list)
    rows = mentions_visible_to(actor).filter(comment__in=[row.pk for row in comments]).select_related("person")
    for row in rows.order_by("pk"):
        found[row.comment_id].append(row.person)
    return {pk: tuple(people) for pk, people in found.items()}


def reactions_to(actor: Actor, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], list[Reacted]]:
    """Reactions to things and comments, by kind and number, word by word. One query."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for kind, pk in wanted:
        numbers[kind].append(pk)
    those = Q(pk__in=())
    for kind, pks in numbers.items():
        those |= Q(kind=kind, thing__in=pks)
    words: dict[tuple[str, int], dict[str, list[Person]]] = defaultdict(lambda: defaultdict(list))
    for row in reactions_visible_to(actor).filter(those).select_related("person").order_by("pk"):
        words[row.kind, row.thing][row.word].append(row.person)
    return {
        place: [
            Reacted(
                word, tuple(one.name for one in said[word]), any(one.user_id == actor.user_id for one in said[word])
            )
            for word in Reacting
            if word in said
        ]
        for place, said in words.items()
    }


def follows(actor: Actor, subject: Subject, own: Person) -> bool:
    """Whether the actor, who is this person, is told of what is said of a thing: chosen, or by itself."""
    chosen = followings_visible_to(actor).filter(kind=subject.kind, thing=subject.pk).first()
    if chosen is not None:
        return chosen.is_on
    whose = Q(pk__in=())
    for path in followers_of_kind(subject.kind):
        whose |= Q(**{path: own.pk})
    mine = things()[subject.kind].visible_to(actor).order_by().filter(whose, pk=subject.pk)
    return mine.exists() or _on(actor, subject).filter(author=own).exists()


def counts_of(actor: Actor, kind: str, numbers: Collection[int]) -> dict[int, int]:
    """How many comments stand on each of these things of a kind. One query."""
    rows = comments_visible_to(actor).filter(kind=kind, thing__in=numbers, removed_at=None).order_by()
    return dict(rows.values("thing").annotate(count=Count("pk")).values_list("thing", "count")) if numbers else {}


def comment_by_code(actor: Actor, code: str) -> Comment:
    """One comment, with its author. NotFound where the actor may see none of that code."""
    row = comments_visible_to(actor).select_related("author").filter(code=code).first()
    if row is None:
        raise NotFound("comment", code)
    return row


def subject_of_comment(actor: Actor, comment: Comment) -> Subject:
    """What a comment is about."""
    return subject_of(actor, comment.kind, comment.thing)


def comments_listed(actor: Actor, subject: Subject | None = None, person: Person | None = None) -> QuerySet[Comment]:
    """Comments that the actor may read, the latest first: on a thing, by a person, or all."""
    rows = comments_visible_to(actor) if subject is None else _on(actor, subject)
    rows = rows if person is None else rows.filter(author=person)
    return rows.select_related("author", "answers").order_by("-pk")


def people_to_name(actor: Actor, subject: Subject, text: str) -> list[Person]:
    """Who may be named by what was typed so far: people who sign in and see the thing."""
    if not text.strip():
        return []
    # Many who are called so may have no user to sign in with.
    return of_whom_may_read(subject.kind, subject.pk, people_found(actor, text, _CALLED_SO), most=OFFERED)


def named_in(actor: Actor, text: str) -> dict[str, list[Person]]:
    """The people whom a text names with an @, by what stands behind it: a whole name or an employee id. One query."""
    wanted = {name.upper() for rest in _AT.findall(text) for name in _beginnings(rest)}
    if not wanted:
        return {}
    known: dict[str, list[Person]] = defaultdict(list)
    rows = people_visible_to(actor).annotate(upper_name=Upper("name"), upper_id=Upper("employee_id"))
    for person in rows.filter(Q(upper_name__in=wanted) | Q(upper_id__in=wanted)):
        for called in {person.name.upper(), person.employee_id.upper()}:
            known[called].append(person)
    found: dict[str, list[Person]] = {}
    for rest in _AT.findall(text):
        # The longest name that stands there is meant: “Ada Byron”, not another who is called “Ada” alone.
        name = next((name for name in reversed(_beginnings(rest)) if name.upper() in known), None)
        if name is not None:
            found[name] = known[name.upper()]
    return found


def _beginnings(text: str) -> list[str]:
    """What the name at the beginning of a text may be, the shortest first.

    >>> _beginnings("Ada Byron, can you")
    ['Ada', 'Ada Byron,', 'Ada Byron', 'Ada Byron, can', 'Ada Byron, can you']
    """
    ends = [found.end() for found in re.finditer(r"\S+", text)][:_MOST_WORDS]
    found = []
    for end in ends:
        part = text[:end]
        bare = part.rstrip(".,;:!?)'\"")
        found += [part, bare] if bare not in (part, "") else [part]
    return found


def _on(actor: Actor, subject: Subject) -> QuerySet[Comment]:
    return comments_visible_to(actor).filter(kind=subject.kind, thing=subject.pk)
