"""The evidence thread of a person: what of theirs stands in the time of a review, as far as its writer may see it.

Each kind is read through its own rule of sight. Nothing of signals about people, of surveys or of private notes is here, nor
ever may be: what is cited in a review is read by others.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.rounding import figure
from hoshin.checkins.policies import absences_visible_to, check_ins_visible_to
from hoshin.feedback.policies import feedback_visible_to, recognitions_visible_to
from hoshin.growth.policies import actions_visible_to, evidence_visible_to
from hoshin.measures.policies import targets_visible_to
from hoshin.meetings.policies import meetings_visible_to
from hoshin.org.models import Person
from hoshin.org.policies import past_positions_visible_to
from hoshin.scorecards.selectors import newest_lines_of_goals
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import objectives_ever_visible_to

MOST_OF_KIND, LONGEST_LINE = 30, 280
KINDS = {
    "goal": _("Goals"),
    "target": _("Changes of targets"),
    "check_in": _("Check-ins"),
    "feedback": _("Feedback"),
    "recognition": _("Recognition"),
    "one_on_one": _("Notes of 1:1s"),
    "growth": _("Growth"),
    "absence": _("Absences"),
    "move": _("Moves"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that may be cited: its kind and key, its day, what it says in short, and the page that shows it, if any."""

    kind: str
    key: str
    day: date
    text: str
    page: str = ""
    page_by: str | int = ""


@dataclass(frozen=True, slots=True)
class EvidenceSpread:
    """How cited evidence lies over the time: how many in each quarter of it, and the share of the last one."""

    counts: tuple[int, int, int, int]
    in_all: int

    @property
    def last_share(self) -> float | None:
        return self.counts[3] / self.in_all if self.in_all else None


def evidence_of(actor: Actor, person: Person, since: date, until: date) -> list[Evidence]:
    """What of a person's stands between two days, by kind and the newest first. A fixed number of queries."""
    goals = _goals(actor, person, since, until)
    found: Iterable[Iterator[Evidence]] = (
        iter(_told_goals(actor, goals, since, until)),
        _targets(actor, goals, since, until),
        _check_ins(actor, person, since, until),
        _feedback(actor, person, since, until),
        _recognition(actor, person, since, until),
        _meetings(actor, person, since, until),
        iter(_growth(actor, person, since, until)),
        _absences(actor, person, since, until),
        _moves(actor, person, since, until),
    )
    return [one for kind in found for one in islice(kind, MOST_OF_KIND)]


def spread_of(days: Sequence[date], since: date, until: date) -> EvidenceSpread:
    """How days lie over the four quarters of a time; what lies outside counts with the nearest."""
    counts, length = [0, 0, 0, 0], max((until - since).days, 1)
    for day in days:
        counts[min(max(int(4 * (day - since).days / length), 0), 3)] += 1
    return EvidenceSpread((counts[0], counts[1], counts[2], counts[3]), len(days))


def _within(since: date, until: date) -> tuple[datetime, datetime]:
    zone = get_default_timezone()
    return datetime.combine(since, time.min, zone), datetime.combine(until, time.max, zone)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_LINE else f"{words[: LONGEST_LINE - 1]}…"


def _goals(actor: Actor, person: Person, since: date, until: date) -> list[Objective]:
    runs = (Q(start_date=None) | Q(start_date__lte=until)) & (Q(due_date=None) | Q(due_date__gte=since))
    rows = objectives_ever_visible_to(actor).filter(runs, owner=person).select_related("plan", "commitment")
    return list(rows.order_by("-due_date", "pk")[:MOST_OF_KIND])


def _told_goals(actor: Actor, goals: Sequence[Objective], since: date, until: date) -> list[Evidence]:
    scores: dict[int, float | None] = {}
    for plan in list(dict.fromkeys(goal.plan for goal in goals))[:2]:
        lines = newest_lines_of_goals(actor, plan, {goal.pk: () for goal in goals if goal.plan_id == plan.pk})
        scores |= {number: line.score for (kind, number), line in lines.items() if kind == "objective"}
    return [_told_goal(goal, scores.get(goal.pk), since, until) for goal in goals]


def _told_goal(goal: Objective, score: float | None, since: date, until: date) -> Evidence:
    reached = (
        translated("attained %(score)s of 100") % {"score": figure(score, 0)}
        if score is not None
        else translated("no score yet")
    )
    agreed = getattr(goal, "commitment", None)
    parts = [goal.name, reached, *([str(agreed.get_ambition_display())] if agreed is not None else [])]
    day = min(max(goal.due_date or until, since), until)
    return Evidence("goal", f"goal-{goal.pk}", day, " · ".join(parts), "objective", goal.code)


def _targets(actor: Actor, goals: Sequence[Objective], since: date, until: date) -> Iterator[Evidence]:
    """Targets of their key results that came while there was one already: the goal posts moved."""
    sooner = targets_visible_to(actor).filter(measure=OuterRef("measure"), created_at__lt=OuterRef("created_at"))
    rows = targets_visible_to(actor).filter(
        Exists(sooner),
        measure__serves__parent__in=[goal.pk for goal in goals],
        created_at__range=_within(since, until),
        unit=None,
    )
    for row in rows.select_related("measure").order_by("-created_at", "-pk").distinct()[:MOST_OF_KIND]:
        if row.target is not None:
            said = translated("The target of %(measure)s was set to %(value)s")
            text = said % {
                "measure": row.measure.name,
                "value": figure(row.target, 0 if row.target.is_integer() else 2),
            }
            day = clock.day_of(row.created_at)
            yield Evidence("target", f"target-{row.pk}", day, text, "measure", row.measure.code)


def _check_ins(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    rows = check_ins_visible_to(actor).filter(objective__owner=person, checked_on__range=(since, until))
    rows = rows.exclude(note="", why="").select_related("measure", "objective").order_by("-checked_on", "-pk")
    for row in rows[:MOST_OF_KIND]:
        text = f"{row.measure.name}: {row.note or row.why}"
        key = f"check_in-{row.pk}"
        yield Evidence("check_in", key, row.checked_on, _short(text), "objective", row.objective.code)


def _feedback(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    rows = feedback_visible_to(actor).filter(receiver=person, given_at__range=_within(since, until))
    for row in rows.select_related("giver").order_by("-given_at", "-pk")[:MOST_OF_KIND]:
        day = clock.day_of(row.given_at) if row.given_at else until
        text = _short(f"{row.giver.name}: {row.text}")
        yield Evidence("feedback", f"feedback-{row.pk}", day, text, "feedback_one", row.pk)


def _recognition(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    rows = recognitions_visible_to(actor).filter(person=person, given_at__range=_within(since, until))
    for row in rows.select_related("giver").order_by("-given_at", "-pk")[:MOST_OF_KIND]:
        text = _short(f"{row.giver.name}: {row.text}")
        day = clock.day_of(row.given_at)
        yield Evidence("recognition", f"recognition-{row.pk}", day, text, "recognition_one", row.pk)


def _meetings(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    """Notes that both of them wrote and read: the writer takes part in the 1:1, or does not see it."""
    pair = Q(one_on_one__organiser=person) | Q(one_on_one__partner=person)
    rows = meetings_visible_to(actor).filter(pair, day__range=(since, until)).exclude(notes="")
    for row in rows.order_by("-day", "-pk")[:MOST_OF_KIND]:
        yield Evidence("one_on_one", f"one_on_one-{row.pk}", row.day, _short(row.notes))


def _growth(actor: Actor, person: Person, since: date, until: date) -> list[Evidence]:
    """What was seen of competencies, and steps of the plan that were done, the newest first."""
    seen = evidence_visible_to(actor).filter(person=person, seen_on__range=(since, until))
    found = [
        Evidence("growth", f"growth-{row.pk}", row.seen_on, _short(f"{row.competency.name}: {row.text}"))
        for row in seen.select_related("competency").order_by("-seen_on", "-pk")[:MOST_OF_KIND]
    ]
    done = actions_visible_to(actor).filter(plan__person=person, done_on__range=(since, until))
    for row in done.order_by("-done_on", "-pk")[:MOST_OF_KIND]:
        text = f"{row.text}: {row.outcome}" if row.outcome else row.text
        found.append(Evidence("growth", f"step-{row.pk}", row.done_on or until, _short(text)))
    return sorted(found, key=lambda one: (one.day, one.key), reverse=True)


def _absences(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    rows = absences_visible_to(actor).filter(person=person, starts_on__lte=until, ends_on__gte=since)
    for row in rows.order_by("-starts_on")[:MOST_OF_KIND]:
        text = translated("Away for %(days)s days") % {"days": (row.ends_on - row.starts_on).days + 1}
        yield Evidence("absence", f"absence-{row.pk}", max(row.starts_on, since), text)


def _moves(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    rows = past_positions_visible_to(actor).filter(person=person, valid_to__range=(since, until))
    for row in rows.select_related("unit").order_by("-valid_to")[:MOST_OF_KIND]:
        before = " · ".join(part for part in (row.title, row.unit.name if row.unit else "") if part)
        text = translated("Until then: %(position)s") % {"position": before or translated("another position")}
        yield Evidence("move", f"move-{row.pk}", row.valid_to, text)
