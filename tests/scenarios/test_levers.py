"""What one good step of a measure's own past would bring: the 80th percentile of its changes towards the target."""

import numpy as np
import pytest

from hoshin.base.periods import Period
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.scenarios.rows import AssumptionRow
from hoshin.scenarios.selectors import assumptions_of, levers, what_if
from hoshin.strategy.models import Plan

pytestmark = pytest.mark.django_db
OCTOBER = Period.parse("2026-10")


def test_a_good_step_is_taken_from_the_past_and_ends_at_the_target(enterprise, system):
    plan = Plan.objects.get(code="E")
    today = what_if(system, plan, assumptions_of(system, [AssumptionRow("value", 1.0, measure="k3")]))
    (k3,) = [one.now for one in today.assumed]
    changes = [2.0, -1.0, 3.0, 0.5, 4.0, -2.0, 1.0, 2.5]
    values = [k3 - sum(changes[at:]) for at in range(len(changes))]
    for back, value in zip(range(len(changes), 0, -1), values, strict=True):
        record_actual(system, measure=Measure.objects.get(code="k3"), period=OCTOBER.shift(-back), value=value)
    found = {one.line.code: one.lever for one in levers(system, plan, OCTOBER).lines}
    step = k3 + float(np.percentile(changes, 80))
    assert found["k3"].step == pytest.approx(step)
    assert 0 < found["k3"].step_moves < found["k3"].moves
    row = assumptions_of(system, [AssumptionRow("value", found["k3"].step, measure="k3")])
    assert found["k3"].step_moves == pytest.approx(what_if(system, plan, row, period="2026-10").top.moved)
    assert found["k4"].step is None, "its past is too short"
    leap = Measure.objects.get(code="k3")
    for back in range(1, 9):
        record_actual(system, measure=leap, period=OCTOBER.shift(-back), value=k3 - 50.0 * back)
    found = {one.line.code: one.lever for one in levers(system, plan, OCTOBER).lines}
    assert found["k3"].step == found["k3"].target
    assert found["k3"].step_moves == pytest.approx(found["k3"].moves)
