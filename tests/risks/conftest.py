"""The people of the world `team`, and a risk of Carl's at the public objective."""

import pytest
from tests.feedback.conftest import team

from hoshin.base.periods import Period
from hoshin.measures.services import define_measure, record_actual
from hoshin.risks.services import add_category, add_risk, assess_risk
from hoshin.strategy.services import set_contribution

__all__ = ["team"]
SEPTEMBER, OCTOBER, NOVEMBER = (Period.parse(f"2026-{month}") for month in ("09", "10", "11"))
STEPS = {"likelihood_before": 4, "impact_before": 4, "likelihood": 3, "impact": 4}
MONEY = {"frequency": 0.5, "loss_low": 10_000.0, "loss_high": 200_000.0}


@pytest.fixture
def waiting(team):
    """How long callers wait, a measure of the public objective, with values up to the month that runs."""
    olga = team.as_of("olga")
    measure = define_measure(olga, code="WAIT", name="Minutes in the queue", unit_of_measure="min", direction="lower")
    set_contribution(olga, parent=team.objective, child=measure)
    for period, value in ((SEPTEMBER, 6.0), (OCTOBER, 8.0), (NOVEMBER, 40.0)):
        record_actual(olga, measure=measure, period=period, value=value)
    return measure


@pytest.fixture
def service(team):
    """A category of which a level of 12 is taken as it is."""
    tolerated = ["50000=0.3", "500000=0.05"]
    return add_category(team.as_of("olga"), code="SVC", name="Service", appetite=12, tolerated=tolerated)


@pytest.fixture
def outage(team, service):
    """Carl's risk, assessed today at a level of 12, which is just within the appetite."""
    carl = team.as_of("carl")
    row = add_risk(
        carl, code="R1", name="The hotline fails", objectives=[team.objective], owner=team.carl, category=service
    )
    assess_risk(carl, risk=row, reason="Two outages last year.", **STEPS, **MONEY)
    row.refresh_from_db()
    return row
