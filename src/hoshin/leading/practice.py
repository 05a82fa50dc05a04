"""What a leader did and owes of leading, for that leader: from what stands in the tables, never from what was said.

Nothing of it is kept, nothing goes into a review, and nobody else reads that of one leader.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import F, Value

from hoshin.accounts.access import Actor
from hoshin.agreements.notices import WAITING as PROPOSALS
from hoshin.agreements.selectors import PersonExpectations, expectations_of, proposals_awaited
from hoshin.base import clock
from hoshin.feedback.notices import ASKED as REQUESTS
from hoshin.feedback.policies import feedback_visible_to
from hoshin.feedback.selectors import recognitions_listed
from hoshin.leading.notices import ASKED as QUESTIONS
from hoshin.leading.policies import leads_units, reports_of
from hoshin.leading.selectors import ShownAnnouncement, announcements_listed, shown_announcements
from hoshin.meetings.models import OneOnOne
from hoshin.meetings.policies import meetings_visible_to
from hoshin.meetings.selectors import is_over, one_on_ones_of
from hoshin.notices.kinds import OwedRow
from hoshin.notices.owing import owed_rows
from hoshin.org.models import Person
from hoshin.org.relations import is_self

QUARTER, MONTH, DIRECTION_DAYS = timedelta(days=91), timedelta(days=30), timedelta(days=60)
MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class NextStep:
    """One concrete thing to do next: a code for its words, of whom, and the page that opens it."""

    code: str
    page: str
    page_by: tuple[int | str, ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """`unheard`: reports to whom one gave no feedback in a quarter; `unmet`: those without a 1:1.

    `without`: those without a goal that counts; `agreed`, `partly`: those all of whose goals are agreed, or some; `unclear`:
    whose are written alone. `to_answer`, `awaited`: proposals of goals whose next move is one's own, or the other side's.
    """

    reports: int
    announcements: tuple[ShownAnnouncement, ...]
    questions: int
    given: int
    owed: int
    unheard: tuple[Person, ...]
    recognised: int
    without: tuple[Person, ...]
    agreed: int
    partly: int
    unclear: tuple[Person, ...]
    to_answer: int
    awaited: int
    held: int
    unmet: tuple[Person, ...]
    next: NextStep | None


def practice_of(actor: Actor) -> Practice:
    """How leading goes for the actor. Nine queries, one for each unit announced to, and one for what is next."""
    now = clock.now()
    reports = list(reports_of(actor)[:500])
    ones = one_on_ones_of(actor)
    done = _done(actor, ones, now)
    heard = set(done["given"])
    unheard = tuple(one for one in reports if one.pk not in heard)
    expected: list[PersonExpectations] = expectations_of(actor, reports) if reports else []
    met = {person.pk for one in ones if not is_over(one) for person in one.people}
    rows, counts = owed_rows(actor, (QUESTIONS, REQUESTS, PROPOSALS))
    found = Practice(
        reports=len(reports),
        announcements=tuple(shown_announcements(actor, list(announcements_listed(actor, own=True)[:MOST_SHOWN]))),
        questions=counts.get(QUESTIONS.code, 0),
        given=len(done["given"]),
        owed=counts.get(REQUESTS.code, 0),
        unheard=unheard,
        recognised=len(done["recognised"]),
        without=tuple(one.person for one in expected if not one.agreed + one.written),
        agreed=sum(one.state == "agreed" for one in expected),
        partly=sum(one.state == "partly" for one in expected),
        unclear=tuple(one.person for one in expected if one.state == "written"),
        to_answer=counts.get(PROPOSALS.code, 0),
        awaited=len(done["awaited"]),
        held=len(done["held"]),
        unmet=tuple(one for one in reports if one.pk not in met),
        next=None,
    )
    return replace(found, next=_first_awaited(rows) or _first_of_ones_own(actor, found, now))


def _done(actor: Actor, ones: Collection[OneOnOne], now: datetime) -> dict[str, list[int | None]]:
    """To whom one gave feedback, whom one recognised, 1:1s that were held, and proposals that others are to answer.

    Of a quarter and of a month, each as often as it was. One query.
    """
    quarter = now - QUARTER
    given = feedback_visible_to(actor).filter(is_self(actor, "giver"), given_at__gte=quarter)
    recognised = recognitions_listed(actor).filter(is_self(actor, "giver"), given_at__gte=quarter)
    held = meetings_visible_to(actor).filter(held_at__gte=now - MONTH, one_on_one__in=[one.pk for one in ones])
    asked = {
        "given": given.annotate(number=F("receiver")),
        "recognised": recognised.annotate(number=F("pk")),
        "held": held.annotate(number=F("pk")),
        "awaited": proposals_awaited(actor).annotate(number=F("pk")),
    }
    rows = [some.order_by().annotate(kind=Value(kind)).values_list("kind", "number") for kind, some in asked.items()]
    found: dict[str, list[int | None]] = {kind: [] for kind in asked}
    for kind, number in rows[0].union(*rows[1:], all=True):
        found[kind].append(number)
    return found


def _first_of_ones_own(actor: Actor, found: Practice, now: datetime) -> NextStep | None:
    """Where nobody waits for an answer: who hears, meets or knows nothing; then where one is silent."""
    if found.unmet:
        return NextStep("meet", "one_on_one_new", (), (("with", found.unmet[0].employee_id),), found.unmet[0].name)
    for code, people in (("give", found.unheard), ("clarify", found.without), ("agree", found.unclear)):
        if people:
            return _of_person(code, people[0])
    if _is_silent(actor, found, now):
        return NextStep("announce", "announcement_new")
    return NextStep("recognise", "recognition") if found.reports and not found.recognised else None


def _first_awaited(rows: Mapping[str, Sequence[OwedRow]]) -> NextStep | None:
    """What somebody waits for: an answer to a question, feedback, an answer to a proposal; the longest first."""
    if asked := rows.get(QUESTIONS.code):
        return NextStep("answer", "announcement", (asked[0]["announcement_id"],), (), asked[0]["asker__name"])
    if asked := rows.get(REQUESTS.code):
        return NextStep("owed", "feedback_answer", (asked[0]["pk"],), (), asked[0]["asker__name"])
    if asked := rows.get(PROPOSALS.code):
        row = asked[0]
        other = row["counterpart__name"] if row["owner_id"] == row["waits_for_id"] else row["owner__name"]
        return NextStep("respond", "proposal", (row["pk"],), (), other)
    return None


# The page for something with one person, and what its address calls them.
_WITH = {"give": ("feedback_give", "to"), "clarify": ("propose", "person"), "agree": ("goals", "person")}


def _of_person(code: str, person: Person) -> NextStep:
    page, parameter = _WITH[code]
    return NextStep(code, page, (), ((parameter, person.employee_id),), person.name)


def _is_silent(actor: Actor, found: Practice, now: datetime) -> bool:
    latest = max((one.row.published_at for one in found.announcements), default=None)
    return (latest is None or latest < now - DIRECTION_DAYS) and (found.reports > 0 or leads_units(actor))
