"""Goals of a person with what was attained, how hard they were, and targets that were changed, as evidence of their work."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.base.rounding import figure
from hoshin.measures.policies import measures_visible_to, targets_visible_to
from hoshin.org.evidence import MOST_OF_KIND, Evidence, EvidenceGroup, EvidenceSource, in_short, moments_of
from hoshin.org.models import Person
from hoshin.scorecards.assembly.likelihoods import goals_set, likelihoods, values_seen
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


def _likelihoods(actor: Actor, person: Person, since: date, until: date) -> Iterator[Evidence]:
    """How likely the last target of each key result was when it was set, which is how hard it was. Three queries."""
    goals = _goals_of(actor, person, since, until).values("pk")[:MOST_OF_KIND]
    serving = measures_visible_to(actor).filter(serves__parent__in=goals).order_by("name", "pk").distinct()
    measures = {one.pk: one for one in serving[:MOST_OF_KIND]}
    found = goals_set(measures, values_seen(measures, until), since, until) if measures else {}
    last = [of_measure[-1] for of_measure in found.values() if of_measure]
    for goal, likely in zip(last, likelihoods(last, measures).tolist(), strict=True):
        measure = measures[goal.measure]
        when = Period(Frequency(measure.frequency), goal.period)
        said = {"measure": measure.name, "period": when.label, "share": figure(100 * likely, 0)}
        reached = _("%(measure)s, %(period)s: %(share)s %% likely when its target was set, and reached")
        missed = _("%(measure)s, %(period)s: %(share)s %% likely when its target was set, and missed")
        text = in_short(str(reached if goal.is_reached else missed) % said)
        key = f"likely-{measure.pk}-{goal.period.isoformat()}"
        yield Evidence("likely", key, min(when.end, until), text, "measure", measure.code)


EVIDENCE = (
    EvidenceSource("goal", _("Goals"), 10, EvidenceGroup.WORK, _goals),
    EvidenceSource("likely", _("How likely targets were when they were set"), 15, EvidenceGroup.WORK, _likelihoods),
    EvidenceSource("target", _("Changes of targets"), 20, EvidenceGroup.WORK, _changed_targets),
)
