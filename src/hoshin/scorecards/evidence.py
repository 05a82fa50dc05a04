"""Goals of a person with what was attained, and targets of theirs that were changed, as evidence of their work."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.rounding import figure
from hoshin.measures.policies import targets_visible_to
from hoshin.org.evidence import MOST_OF_KIND, Evidence, EvidenceGroup, EvidenceSource, moments_of
from hoshin.org.models import Person
from hoshin.scorecards.selectors import newest_lines_of_goals
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import objectives_ever_visible_to


def _goals_of(actor: Actor, person: Person, since: date, until: date) -> QuerySet[Objective]:
    runs = (Q(start_date=None) | Q(start_date__lte=until)) & (Q(due_date=None) | Q(due_date__gte=since))
    return objectives_ever_visible_to(actor).filter(runs, owner=person).order_by("-due_date", "pk")


def _goals(actor: Actor, person: Person, since: date, until: date) -> list[Evidence]:
    goals = list(_goals_of(actor, person, since, until).select_related("plan", "commitment")[:MOST_OF_KIND])
    scores: dict[int, float | None] = {}
    for plan in list(dict.fromkeys(goal.plan for goal in goals))[:2]:
        lines = newest_lines_of_goals(actor, plan, {goal.pk: () for goal in goals if goal.plan_id == plan.pk})
        scores |= {number: line.score for (kind, number), line in lines.items() if kind == "objective"}
    return [_told(goal, scores.get(goal.pk), since, until) for goal in goals]


def _told(goal: Objective, score: float | None, since: date, until: date) -> Evidence:
    reached = (
        translated("attained %(score)s of 100") % {"score": figure(score, 0)}
        if score is not None
        else translated("no score yet")
    )
    agreed = getattr(goal, "commitment", None)
    parts = [goal.name, reached, *([str(agreed.get_ambition_display())] if agreed is not None else [])]
    day = min(max(goal.due_date or until, since), until)
    return Evidence("goal", f"goal-{goal.pk}", day, " · ".join(parts), "objective", goal.code)


def _changed_targets(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    """Targets of their key results that came while there was one already: the goal posts moved."""
    sooner = targets_visible_to(actor).filter(measure=OuterRef("measure"), created_at__lt=OuterRef("created_at"))
    rows = targets_visible_to(actor).filter(
        Exists(sooner),
        measure__serves__parent__in=_goals_of(actor, person, since, until).values("pk")[:MOST_OF_KIND],
        created_at__range=moments_of(since, until),
        unit=None,
    )
    for row in rows.select_related("measure").order_by("-created_at", "-pk").distinct()[:MOST_OF_KIND]:
        if row.target is not None:
            said = translated("The target of %(measure)s was set to %(value)s")
            value = figure(row.target, 0 if row.target.is_integer() else 2)
            text = said % {"measure": row.measure.name, "value": value}
            day = clock.day_of(row.created_at)
            yield Evidence("target", f"target-{row.pk}", day, text, "measure", row.measure.code)


EVIDENCE = (
    EvidenceSource("goal", _("Goals"), 10, EvidenceGroup.WORK, _goals),
    EvidenceSource("target", _("Changes of targets"), 20, EvidenceGroup.WORK, _changed_targets),
)
