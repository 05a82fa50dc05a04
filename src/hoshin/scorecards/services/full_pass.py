"""Finds all scores of a plan: they are computed first, and held only to be written.

Others may record values meanwhile. Their measures are scored once more at the end, before anybody else may write.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from hoshin.audit import meanwhile
from hoshin.base import events
from hoshin.scorecards.assembly import scores, store
from hoshin.scorecards.assembly.formulas import dependents_of
from hoshin.scorecards.events import ScoresOutdated
from hoshin.scorecards.services.locks import hold_scores
from hoshin.scorecards.services.spans import FirstAndLast, periods_of, span_of
from hoshin.strategy.models import Plan

MANY_MEASURES = 300


@dataclass(frozen=True, slots=True)
class _Computed:
    """The scores of a plan as they were found from what was known at a moment."""

    plan: Plan
    span: FirstAndLast
    moment: tuple[int, ...]
    laid: store.Laid


def follow_outdated(news: Sequence[ScoresOutdated]) -> None:
    """Find all scores of the plans again, once however many changes ask for it."""
    plans = Plan.objects.filter(pk__in={event.plan_id for event in news}).order_by("pk")
    for computed in [_computed(plan) for plan in plans]:
        _write(computed)


def will_be_found_again(plan: Plan) -> bool:
    """Whether all scores of a plan are going to be found again at the end of the running act in any case."""
    return events.waits(ScoresOutdated(plan.pk))


def rescore_plan(plan: Plan) -> int:
    """Find every score of a plan again; returns how many stored rows changed."""
    return _write(_computed(plan))


def _computed(plan: Plan) -> _Computed:
    moment, span = meanwhile.moment(), span_of(plan)
    rows = scores.found_rows(plan, periods_of(plan, span)) if span else ()
    return _Computed(plan, span, moment, store.lay_ready(rows, f"found_score_{plan.pk}"))


def _write(computed: _Computed) -> int:
    plan = computed.plan
    if computed.laid.is_table:
        # What is checked at the end of a transaction otherwise, the values of an import say, while nobody waits yet.
        _check_what_was_written()
    hold_scores(plan)
    recorded = _recorded_since(computed.moment)
    if span_of(plan) != computed.span or len(recorded) > MANY_MEASURES:
        computed, recorded = _computed(plan), set()
    periods = periods_of(plan, computed.span)
    with connection.cursor() as cursor:
        # Also those within the span that are no periods of the plan any more, as its frequency is another.
        cursor.execute(
            "DELETE FROM scorecards_score s USING scorecards_node n WHERE n.id = s.node_id AND n.plan_id = %s "
            "AND s.closed_status IS NULL AND s.period <> ALL(%s::date[])",
            [plan.pk, [period.start for period in periods]],
        )
    changed = store.write_laid(computed.laid)
    if recorded:
        scores.rescore_measures(plan, dependents_of(frozenset(recorded)), periods)
    return changed


def _check_what_was_written() -> None:
    """All but what names the running change, which is written last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(conname), ', ') FROM pg_constraint WHERE condeferred "
            "AND connamespace = current_schema()::regnamespace AND confrelid <> 'audit_change'::regclass"
        )
        names = cursor.fetchone()[0]
        cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")
        cursor.execute(f"SET CONSTRAINTS {names} DEFERRED")


def _recorded_since(moment: tuple[int, ...]) -> set[int]:
    """The measures of which others recorded values since then."""
    changes = meanwhile.since(moment).changes
    if not changes:
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT measure_id FROM measures_actual WHERE change_id = ANY(%s)", [list(changes)])
        return {measure for (measure,) in cursor.fetchall()}
