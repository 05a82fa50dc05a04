"""Whatever definitions come to say from today on, no earlier score moves, and what is stored is what a full pass finds."""

import random
from datetime import UTC, date, datetime

import pytest
from tests.scorecards.recomputation import differences

from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.measures.definitions import DEFINITIONS
from hoshin.measures.models import Measure, PastDefinition
from hoshin.measures.services import change_measure, define_measure, record_actual
from hoshin.scorecards.models import Score
from hoshin.strategy.definitions import PLAN_DEFINITIONS
from hoshin.strategy.models import Objective, PastPlanDefinition, Plan
from hoshin.strategy.services import change_plan, set_contribution

pytestmark = pytest.mark.django_db

OF_MEASURES = {
    "direction": ["higher", "lower"],
    "aggregation": ["last", "sum", "mean", "max"],
    "across_units": ["sum", "mean", "min"],
    "roll_up": ["raw", "score"],
    "formula": ["k1 + k2", "coalesce(k3, k1) / 2", "max(k1, k4)"],
    "method": ["auto", "unscored", "percent_of_target", "ratio", "open_sdg"],
    "window": ["period", "ytd", "rolling"],
    "window_length": [3, 6, None],
    "missing": ["skip", "zero", "carry"],
    "trajectory": ["flat", "linear", "s_curve"],
    "starts_on": [date(2025, 1, 1), date(2026, 1, 1), None],
    "due_on": [date(2027, 1, 1), date(2026, 12, 31), None],
    "natural_limit": [None, 100.0, 250.0],
}
OF_PLANS = {
    "status_scale": ["standard", "progress"],
    "red_below": [20.0, 40.0, 55.5],
    "green_from": [60.0, 70.0, 90.0],
    "min_coverage": [0.0, 0.5, 0.9],
}


def test_every_dated_column_is_edited():
    assert (set(OF_MEASURES), set(OF_PLANS)) == (set(DEFINITIONS.names), set(PLAN_DEFINITIONS.names))


@pytest.mark.parametrize("seed", range(4))
def test_no_edit_from_today_on_moves_an_earlier_score(charted_world, system, seed):
    chance = random.Random(seed)
    with clock.fixed(datetime(2026, 11, 23, 12, tzinfo=UTC)):
        made = define_measure(system, code="made", name="Made", formula="k1 + k2")
        set_contribution(system, parent=Objective.objects.get(code="OF"), child=made)
    for month in (11, 12):
        with clock.fixed(datetime(2026, month, 23, 12, tzinfo=UTC)):
            for code in ("k1", "k2", "k3", "k4"):
                measure, period = Measure.objects.get(code=code), Period.parse(f"2026-{month}")
                record_actual(system, measure=measure, period=period, value=chance.randint(10, 120))
            for _ in range(8):
                past = earlier(date(2026, month, 1))
                said = edit(system, chance)
                assert earlier(date(2026, month, 1)) == past, said
                assert [differences(plan) for plan in Plan.objects.all()] == [[], []], said
    assert PastDefinition.objects.exists()
    assert PastPlanDefinition.objects.exists()


def earlier(day):
    return list(Score.objects.filter(period__lt=day).order_by("node", "period").values())


def edit(system, chance):
    """Change one thing, or a few together, that is valid by date; what was changed."""
    while True:
        if chance.random() < 0.35:
            plan = chance.choice(list(Plan.objects.order_by("id")))
            changes = {name: chance.choice(OF_PLANS[name]) for name in chance.sample(sorted(OF_PLANS), 2)}
            service, whose = change_plan, {"plan": plan}
        else:
            measure = chance.choice(list(Measure.objects.order_by("id")))
            names = chance.sample(sorted(OF_MEASURES.keys() - ({"formula"} if measure.code != "made" else set())), 2)
            changes = {name: chance.choice(OF_MEASURES[name]) for name in names}
            service, whose = change_measure, {"measure": measure}
        try:
            service(system, **whose, **changes)
        except Invalid:
            continue
        return whose, changes
