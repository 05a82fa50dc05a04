"""What a leader did and owes of leading, for that leader: from what stands in the tables, never from what was said.

Nothing of it is kept, nothing goes into a review, and nobody else reads that of one leader.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.feedback.policies import feedback_visible_to
from hoshin.feedback.selectors import recognitions_listed, requests_to_answer
from hoshin.leading.policies import reports_of, units_to_lead
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
    """`unheard`: reports to whom one gave no feedback in a quarter; `unmet`: those without a 1:1."""

    reports: int
    announcements: tuple[ShownAnnouncement, ...]
    questions: int
    given: int
    owed: int
    unheard: tuple[Person, ...]
    recognised: int
    team: TeamByGoals
    held: int
    unmet: tuple[Person, ...]
    next: NextStep | None


def practice_of(actor: Actor) -> Practice:
    """How leading goes for the actor. About fifteen queries, whatever the size of the team."""
    now = clock.now()
    reports = list(reports_of(actor)[:500])
    quarter = now - QUARTER
    given = feedback_visible_to(actor).filter(is_self(actor, "giver"), given_at__gte=quarter)
    heard = set(given.values_list("receiver", flat=True))
    unheard = tuple(one for one in reports if one.pk not in heard)
    ones = one_on_ones_of(actor)
    held = meetings_visible_to(actor).filter(held_at__gte=now - MONTH)
    found = Practice(
        reports=len(reports),
        announcements=tuple(
            shown_announcements(actor, list(announcements_listed(actor, own=True)[:MOST_SHOWN]), is_author=True)
        ),
        questions=questions_waiting(actor).count(),
        given=given.count(),
        owed=requests_to_answer(actor).count(),
        unheard=unheard,
        recognised=recognitions_listed(actor).filter(is_self(actor, "giver"), given_at__gte=quarter).count(),
        team=reports_by_goals(actor, MOST_SHOWN),
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
        NextStep("meet", "one_on_one_new", (), (), found.unmet[0].name) if found.unmet else None,
        _of_person("give", found.unheard[0]) if found.unheard else None,
        _of_person("clarify", found.team.people[0][0]) if found.team.without else None,
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


def _of_person(code: str, person: Person) -> NextStep:
    page = "feedback_give" if code == "give" else "goals"
    parameter = "to" if code == "give" else "person"
    return NextStep(code, page, (), ((parameter, person.employee_id),), person.name)


def _is_silent(actor: Actor, found: Practice, now: datetime) -> bool:
    latest = max((one.row.published_at for one in found.announcements), default=None)
    return units_to_lead(actor).exists() and (latest is None or latest < now - DIRECTION_DAYS)
