"""What was frozen gives the same scores again, to the bit, whatever became of the tables since."""

import json

import pytest

from hoshin.base.periods import Period
from hoshin.measures.models import Actual, Measure
from hoshin.scorecards.assembly.frozen import FoundFigures, canonical, found_again, frozen
from hoshin.scorecards.models import Edge, Node, NodeKind, Score
from hoshin.strategy.models import Plan

pytestmark = pytest.mark.django_db


def held_and_stored(plan, period):
    tops = list(Node.objects.filter(plan=plan, kind__in=(NodeKind.PLAN, NodeKind.UNIT)).values_list("pk", flat=True))
    held = json.loads(canonical(frozen(plan, tops, period)))
    rows = Score.objects.filter(node__in=held["nodes"], period=period.start).select_related("node")
    return held, {row.node_id: figures_of(row) for row in rows}


def figures_of(row):
    is_measure = row.node.kind == NodeKind.MEASURE
    return FoundFigures(row.score, *((row.value, row.target) if is_measure else ()))


def compare_all():
    """Every plan in its last two periods with a score; how many scores were compared."""
    looked_at = 0
    for plan in Plan.objects.all():
        scored = Score.objects.filter(node__plan=plan, score__isnull=False)
        for start in scored.order_by("-period").values_list("period", flat=True).distinct()[:2]:
            held, stored = held_and_stored(plan, Period(plan.period_frequency, start))
            again = found_again(held)
            assert {node: again[node] for node in stored} == stored
            looked_at += len(stored)
            assert canonical(held) == canonical(json.loads(canonical(held)))
    return looked_at


def test_scores_of_an_enterprise(enterprise):
    assert compare_all() > 20


def test_progress_over_years(canada_world, november):
    assert compare_all() > 20


def test_scores_of_many_units(held_world, november):
    assert compare_all() > 20


def test_formulas_and_windows(generated_world, november):
    assert compare_all() > 20


def test_it_needs_nothing_of_what_changed_since(enterprise, november):
    plan = Plan.objects.get(code="E")
    held, stored = held_and_stored(plan, Period.parse("2026-10"))
    Edge.objects.all().delete()
    Actual.objects.all().delete()
    Measure.objects.update(method="unscored")
    again = found_again(held)
    assert {node: again[node] for node in stored} == stored
