"""The worked example of a small enterprise, kept in a real database."""

import pytest

from hoshin.scorecards.selectors import explanation, node_of, scorecard

pytestmark = pytest.mark.django_db


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
