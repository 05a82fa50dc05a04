"""The worked example of a small enterprise, kept in a real database."""

import pytest

from hoshin.audit.services import act
from hoshin.base import events
from hoshin.base.periods import Period
from hoshin.measures.models import Measure, Target
from hoshin.measures.services import record_actual
from hoshin.scorecards.selectors import explanation, node_of, scorecard
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan

pytestmark = pytest.mark.django_db

SEPTEMBER, OCTOBER = Period.parse("2026-09"), Period.parse("2026-10")


@pytest.fixture
def enterprise(system, november):
    """Three perspectives, five measures; one serves two objectives; in October one is missing."""
    with act(system, "build"):
        plan = Plan.objects.create(code="E", name="Enterprise")
        measures = {code: Measure.objects.create(code=code, name=code) for code in ("k1", "k2", "k3", "k4", "k5")}
        for measure in measures.values():
            Target.objects.create(measure=measure, baseline=0, target=100)
        for code, weight, children in (
            ("F", 0.4, {"k1": 1, "k2": 1}),
            ("C", 0.3, {"k3": 2, "k4": 1}),
            ("P", 0.3, {"k4": 1, "k5": 1}),
        ):
            perspective = Perspective.objects.create(plan=plan, code=code, name=code, weight=weight)
            objective = Objective.objects.create(plan=plan, code=f"O{code}", name=code, perspective=perspective)
            for child, share in children.items():
                Contribution.objects.create(parent=objective, measure=measures[child], weight=share)
        events.publish(StructureChanged(plan.pk))
    for period, values in (
        (SEPTEMBER, {"k1": 80, "k2": 60, "k3": 50, "k4": 90, "k5": 40}),
        (OCTOBER, {"k1": 80, "k2": 70, "k3": 65, "k4": 75}),
    ):
        for code, value in values.items():
            record_actual(system, measure=measures[code], period=period, value=value)
    return plan


def test_scores_and_coverage_are_those_worked_by_hand(enterprise, system):
    card = scorecard(system, enterprise)
    assert str(card.period) == "2026-10"
    assert card.top.score == pytest.approx(73.0)
    assert card.top.coverage == pytest.approx(0.85)
    found = {line.code: line.score for line in card.lines if line.kind == "perspective"}
    assert found == pytest.approx({"F": 75.0, "C": 68.3333333, "P": 75.0})
    before = scorecard(system, enterprise, period="2026-09")
    assert before.top.score == pytest.approx(66.5)
    assert before.top.coverage == 1.0


def test_a_late_value_is_late_and_not_off_track(enterprise, system):
    line = next(line for line in scorecard(system, enterprise).lines if line.code == "k5")
    assert (line.score, line.status_code, line.reason) == (None, "late", "stale")


def test_the_effects_add_up_to_the_change(enterprise, system):
    found = explanation(system, node_of(system, "E", kind="plan"))
    effects = {(effect.line.code, effect.kind): effect.points for effect in found.effects}
    assert effects == pytest.approx(
        {
            ("k2", "score"): 2.0,
            ("k3", "score"): 3.0,
            ("k4", "score"): -4.875,
            ("k4", "coverage"): 1.875,
            ("k5", "coverage"): 4.5,
        }
    )
    assert sum(effects.values()) == pytest.approx(found.after - found.before, abs=1e-9)
