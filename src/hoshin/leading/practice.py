"""What a leader did and owes of leading, for that leader: from what stands in the tables, never from what was said.

Nothing of it is kept, nothing goes into a review, and nobody else reads that of one leader.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hoshin.accounts.access import Actor
from hoshin.agreements.selectors import PersonExpectations, expectations_of, proposals_awaited, waiting_for
from hoshin.base import clock
from hoshin.feedback.policies import feedback_visible_to
from hoshin.feedback.selectors import recognitions_listed, requests_to_answer
from hoshin.leading.policies import leads_anybody, reports_of
from hoshin.leading.selectors import ShownAnnouncement, announcements_listed, questions_waiting, shown_announcements
from hoshin.meetings.policies import meetings_visible_to
from hoshin.meetings.selectors import one_on_ones_of, reports_without
from hoshin.okrs.selectors import TeamByGoals, reports_by_goals
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

    `agreed`, `partly`: reports all of whose goals are agreed, or some. `to_answer`, `awaited`: proposals of goals whose next
    move is one's own, or the other side's.
    """

    reports: int
    announcements: tuple[ShownAnnouncement, ...]
    questions: int
    given: int
    owed: int
    unheard: tuple[Person, ...]
    recognised: int
    team: TeamByGoals
    agreed: int
    partly: int
    unclear: tuple[Person, ...]
    to_answer: int
    awaited: int
    held: int
    unmet: tuple[Person, ...]
    next: NextStep | None


def practice_of(actor: Actor) -> Practice:
    """How leading goes for the actor. About twenty small queries, whatever the size of the team."""
    now = clock.now()
    reports = list(reports_of(actor)[:500])
    quarter = now - QUARTER
    given = feedback_visible_to(actor).filter(is_self(actor, "giver"), given_at__gte=quarter)
    given_to = list(given.values_list("receiver", flat=True))
    heard = set(given_to)
    unheard = tuple(one for one in reports if one.pk not in heard)
    expected: list[PersonExpectations] = expectations_of(actor, reports) if reports else []
    ones = one_on_ones_of(actor)
    held = meetings_visible_to(actor).filter(held_at__gte=now - MONTH)
    found = Practice(
        reports=len(reports),
        announcements=tuple(shown_announcements(actor, list(announcements_listed(actor, own=True)[:MOST_SHOWN]))),
        questions=questions_waiting(actor).count(),
        given=len(given_to),
        owed=requests_to_answer(actor).count(),
        unheard=unheard,
        recognised=recognitions_listed(actor).filter(is_self(actor, "giver"), given_at__gte=quarter).count(),
        team=reports_by_goals(actor, MOST_SHOWN),
        agreed=sum(one.state == "agreed" for one in expected),
        partly=sum(one.state == "partly" for one in expected),
        unclear=tuple(one.person for one in expected if one.state == "written"),
        to_answer=waiting_for(actor).count(),
        awaited=proposals_awaited(actor).count(),
        held=held.filter(one_on_one__in=[one.pk for one in ones]).count(),
        unmet=tuple(reports_without(actor, ones)),
        next=None,
    )
    return _with_next(actor, found, now)


def _with_next(actor: Actor, found: Practice, now: datetime) -> Practice:
    """The most pressing first: who waits for an answer, then who hears or meets nothing, then where one is silent."""
    steps = (
        _about_questions(actor, found),
        _about_requests(actor, found),
        _about_proposals(actor, found),
        NextStep("meet", "one_on_one_new", (), (), found.unmet[0].name) if found.unmet else None,
        _of_person("give", found.unheard[0]) if found.unheard else None,
        _of_person("clarify", found.team.people[0][0]) if found.team.without else None,
        _of_person("agree", found.unclear[0]) if found.unclear else None,
        NextStep("announce", "announcement_new") if _is_silent(actor, found, now) else None,
        NextStep("recognise", "recognition") if found.reports and not found.recognised else None,
    )
    return replace(found, next=next((step for step in steps if step is not None), None))


def _about_questions(actor: Actor, found: Practice) -> NextStep | None:
    row = questions_waiting(actor).first() if found.questions else None
    return NextStep("answer", "announcement", (row.announcement_id,), (), row.asker.name) if row else None


def _about_requests(actor: Actor, found: Practice) -> NextStep | None:
    row = requests_to_answer(actor).order_by("asked_at", "pk").first() if found.owed else None
    return NextStep("owed", "feedback_answer", (row.pk,), (), row.asker.name) if row else None


def _about_proposals(actor: Actor, found: Practice) -> NextStep | None:
    row = waiting_for(actor).first() if found.to_answer else None
    if row is None:
        return None
    other = row.counterpart if row.owner_id == row.waits_for_id else row.owner
    return NextStep("respond", "proposal", (row.pk,), (), other.name)


# The page for something with one person, and what its address calls them.
_WITH = {"give": ("feedback_give", "to"), "clarify": ("propose", "person"), "agree": ("goals", "person")}


def _of_person(code: str, person: Person) -> NextStep:
    page, parameter = _WITH[code]
    return NextStep(code, page, (), ((parameter, person.employee_id),), person.name)


def _is_silent(actor: Actor, found: Practice, now: datetime) -> bool:
    latest = max((one.row.published_at for one in found.announcements), default=None)
    return leads_anybody(actor) and (latest is None or latest < now - DIRECTION_DAYS)
