"""What a leader did and owes of leading, for that leader: from what stands in the tables, never from what was said.

Nothing of it is kept, nothing goes into a review, and nobody else reads that of one leader.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.agreements.models import Proposal
from hoshin.agreements.selectors import PersonExpectations, expectations_of, proposals_awaited, waiting_for
from hoshin.base import clock
from hoshin.feedback.models import FeedbackRequest
from hoshin.feedback.policies import feedback_visible_to
from hoshin.feedback.selectors import recognitions_listed, requests_to_answer
from hoshin.leading.models import AnnouncementQuestion
from hoshin.leading.policies import leads_anybody, reports_of
from hoshin.leading.selectors import ShownAnnouncement, announcements_listed, questions_waiting, shown_announcements
from hoshin.meetings.policies import meetings_visible_to
from hoshin.meetings.selectors import is_over, one_on_ones_of
from hoshin.org.models import Person
from hoshin.org.relations import is_self

QUARTER, MONTH, DIRECTION_DAYS = timedelta(days=91), timedelta(days=30), timedelta(days=60)
MOST_SHOWN, MOST_WAITING = 5, 100


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
    """How leading goes for the actor. Thirteen queries, whatever the size of the team, and two at most for what is next."""
    now = clock.now()
    reports = list(reports_of(actor)[:500])
    quarter = now - QUARTER
    given = feedback_visible_to(actor).filter(is_self(actor, "giver"), given_at__gte=quarter)
    given_to = list(given.values_list("receiver", flat=True))
    heard = set(given_to)
    unheard = tuple(one for one in reports if one.pk not in heard)
    expected: list[PersonExpectations] = expectations_of(actor, reports) if reports else []
    ones = one_on_ones_of(actor)
    met = {person.pk for one in ones if not is_over(one) for person in one.people}
    questions, requests = list(questions_waiting(actor)[:MOST_WAITING]), list(_requests(actor)[:MOST_WAITING])
    proposals = list(waiting_for(actor)[:MOST_WAITING])
    held = meetings_visible_to(actor).filter(held_at__gte=now - MONTH)
    found = Practice(
        reports=len(reports),
        announcements=tuple(shown_announcements(actor, list(announcements_listed(actor, own=True)[:MOST_SHOWN]))),
        questions=len(questions),
        given=len(given_to),
        owed=len(requests),
        unheard=unheard,
        recognised=recognitions_listed(actor).filter(is_self(actor, "giver"), given_at__gte=quarter).count(),
        without=tuple(one.person for one in expected if not one.agreed + one.written),
        agreed=sum(one.state == "agreed" for one in expected),
        partly=sum(one.state == "partly" for one in expected),
        unclear=tuple(one.person for one in expected if one.state == "written"),
        to_answer=len(proposals),
        awaited=proposals_awaited(actor).count(),
        held=held.filter(one_on_one__in=[one.pk for one in ones]).count(),
        unmet=tuple(one for one in reports if one.pk not in met),
        next=None,
    )
    waiting = _answer_to(questions) or _feedback_for(requests) or _response_to(proposals)
    return replace(found, next=waiting or _first_of_ones_own(actor, found, now))


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


def _requests(actor: Actor) -> QuerySet[FeedbackRequest]:
    return requests_to_answer(actor).select_related("asker").order_by("asked_at", "pk")


def _answer_to(questions: Sequence[AnnouncementQuestion]) -> NextStep | None:
    row = next(iter(questions), None)
    return NextStep("answer", "announcement", (row.announcement_id,), (), row.asker.name) if row else None


def _feedback_for(requests: Sequence[FeedbackRequest]) -> NextStep | None:
    row = next(iter(requests), None)
    return NextStep("owed", "feedback_answer", (row.pk,), (), row.asker.name) if row else None


def _response_to(proposals: Sequence[Proposal]) -> NextStep | None:
    row = next(iter(proposals), None)
    if row is None:
        return None
    other = row.counterpart if row.owner_id == row.waits_for_id else row.owner
    return NextStep("respond", "proposal", (row.pk,), (), other.name if other else row.whose)


# The page for something with one person, and what its address calls them.
_WITH = {"give": ("feedback_give", "to"), "clarify": ("propose", "person"), "agree": ("goals", "person")}


def _of_person(code: str, person: Person) -> NextStep:
    page, parameter = _WITH[code]
    return NextStep(code, page, (), ((parameter, person.employee_id),), person.name)


def _is_silent(actor: Actor, found: Practice, now: datetime) -> bool:
    latest = max((one.row.published_at for one in found.announcements), default=None)
    return leads_anybody(actor) and (latest is None or latest < now - DIRECTION_DAYS)
