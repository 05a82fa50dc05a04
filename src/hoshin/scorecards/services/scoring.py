"""Keeps stored scores in step with what is known, within the transaction of the change."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from hoshin.audit.together import require_own_act
from hoshin.base import events
from hoshin.base.periods import Period
from hoshin.measures.events import ActualsChanged, MeasuresChanged
from hoshin.org.events import OrganisationChanged
from hoshin.scorecards.assembly import scores
from hoshin.scorecards.assembly.formulas import dependents_of
from hoshin.scorecards.edge_history import put_back
from hoshin.scorecards.events import CountsLater, ScoreMoved, ScoresOutdated
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.services.full_pass import MANY_MEASURES, will_be_found_again
from hoshin.scorecards.services.locks import hold_scores
from hoshin.scorecards.services.spans import periods_of, span_of, spans_with, stored_span
from hoshin.scorecards.structure import plans_lacking_nodes, sync_structure
from hoshin.strategy.definitions import PLAN_DEFINITIONS
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.locks import hold_structure
from hoshin.strategy.models import Plan


def follow_actuals(news: Sequence[ActualsChanged]) -> list[ScoreMoved]:
    """Rescore what new values touch: their measures, what is computed from them, and all above.

    Returns which scores of measures moved, as far as they were not found again all together.
    """
    measures = frozenset().union(*(event.measure_ids for event in news))
    since = min(event.since for event in news)
    every, moved = dependents_of(measures), list[ScoreMoved]()
    plans = [plan for plan in _plans_of(every) if not will_be_found_again(plan)]
    units = _units_of(news)
    lacking = plans_lacking_nodes(measures) if units is None or any(units) else frozenset()
    for plan in [plan for plan in plans if plan.pk in lacking]:
        require_own_act()
        # Before any scores are held: structure comes first.
        hold_structure(plan)
        sync_structure(plan)
        events.publish(ScoresOutdated(plan.pk))
    for plan in [plan for plan in plans if plan.pk not in lacking]:
        if len(every) > MANY_MEASURES:
            events.publish(ScoresOutdated(plan.pk))
            continue
        hold_scores(plan)
        known, current, looks_back = spans_with(plan, measures)
        if known is None or current is None or known[0] != current[0]:
            events.publish(ScoresOutdated(plan.pk))
            continue
        first = Period.containing(current[0] if looks_back else max(since, current[0]), plan.period_frequency)
        scores.rescore_all(plan, [p for p in periods_of(plan, current) if p.start > known[1]])
        periods = [p for p in periods_of(plan, current) if first.start <= p.start <= known[1]]
        moved += scores.rescore_measures(plan, every, periods, units)
    return moved


def _units_of(news: Sequence[ActualsChanged]) -> frozenset[int] | None:
    """The units whose values changed, 0 for the whole; None where some of the news do not say."""
    told = [event.units for event in news if event.units is not None]
    return frozenset().union(*told) if len(told) == len(news) else None


def follow_measures(news: Sequence[MeasuresChanged]) -> None:
    """Rescore measures whose definition or target changed, in every period."""
    measures = dependents_of(frozenset().union(*(event.measure_ids for event in news)))
    effective_on = min((event.effective_on for event in news if event.effective_on), default=None)
    for plan in _plans_of(measures):
        hold_structure(plan)
        change = sync_structure(plan, effective_on)
        if change.parents or len(measures) > MANY_MEASURES:
            events.publish(ScoresOutdated(plan.pk))
            continue
        if will_be_found_again(plan):
            continue
        hold_scores(plan)
        known, current = stored_span(plan), span_of(plan)
        if known != current:
            events.publish(ScoresOutdated(plan.pk))
        elif current is not None:
            scores.rescore_measures(plan, measures, periods_of(plan, current))


def follow_structure(news: Sequence[StructureChanged]) -> list[CountsLater]:
    """Bring the score graph in line with the plan, and rescore from the day on which the change takes effect.

    Returns the plans whose scores end before that day: nothing moved there.
    """
    later = list[CountsLater]()
    for plan_id in sorted({event.plan_id for event in news}):
        plan = Plan.objects.filter(pk=plan_id).first()
        if plan is None:
            continue
        hold_structure(plan)
        own = [event for event in news if event.plan_id == plan_id]
        days, again = [event.effective_on for event in own], [event.again for event in own if event.again]
        if put_back(plan):
            events.publish(ScoresOutdated(plan.pk))
        change = sync_structure(plan, None if None in days else min(day for day in days if day), again)
        span = span_of(plan)
        if span is None:
            continue
        known = stored_span(plan)
        if change.parents and change.since is not None and change.since > span[1]:
            later.append(CountsLater(plan.code, plan.frequency, change.since, span[1]))
        # A measure above which or below which units begin to be scored, or cease to, is scored in another way altogether.
        is_other = known != span or len(change.added) > MANY_MEASURES or bool(_measures_of(change.parents))
        is_other |= any(event.has_new_rules for event in news if event.plan_id == plan_id)
        if change.since is None or is_other:
            events.publish(ScoresOutdated(plan.pk))
            continue
        hold_scores(plan)
        # Somebody may have recorded the first value of a new period before they were held.
        periods = periods_of(plan, stored_span(plan))
        _score_added(plan, change.added, periods)
        scores.rescore_above(plan, [p for p in periods if p.start >= change.since], change.parents)
    return later


def _score_added(plan: Plan, added: Collection[int], periods: Sequence[Period]) -> None:
    """Score new nodes in every period: also in those before they count for anything, a measure has its own score."""
    measures = _measures_of(added)
    scores.rescore_measures(plan, set(measures.values()), periods)
    scores.rescore_above(plan, periods, set(added) - measures.keys())


def _measures_of(nodes: Collection[int]) -> dict[int, int]:
    """The measures of those nodes that are a measure's, by node."""
    found = Node.objects.filter(pk__in=nodes, kind=NodeKind.MEASURE) if nodes else Node.objects.none()
    return dict(found.values_list("pk", "measure_id"))


def follow_organisation(news: Sequence[OrganisationChanged]) -> None:
    """Find the scores of every plan again: units and fiscal years are what values are brought together by."""
    for plan in Plan.objects.order_by("pk"):
        hold_structure(plan)
        sync_structure(plan)
        events.publish(ScoresOutdated(plan.pk))


def _plans_of(measures: Collection[int]) -> list[Plan]:
    sql, params = _all_plans()
    return list(
        Plan.objects.raw(
            f"SELECT * FROM ({sql}) plan WHERE id IN "
            "(SELECT plan_id FROM scorecards_node WHERE measure_id = ANY(%s)) ORDER BY id",
            [*params, list(measures)],
        )
    )


@cache
def _all_plans() -> tuple[str, tuple[Any, ...]]:
    """The query of all plans with what they said before, which scoring asks for: compiled once, as that of measures."""
    sql, params = Plan.objects.order_by().annotate(said=PLAN_DEFINITIONS.within("pk")).query.sql_with_params()
    return sql, tuple(params)
