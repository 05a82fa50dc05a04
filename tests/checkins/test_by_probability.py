"""The proposed status follows the probability of the target where a forecast may speak, else the pace."""

from datetime import date

import pytest

from hoshin.checkins.standing import StandingResult, likely, proposed
from hoshin.forecasts.models import Forecast
from hoshin.measures.models import Measure, Target
from hoshin.scorecards.assembly.pace import Pace
from hoshin.strategy.models import Objective

DUE = date(2026, 12, 31)
AT_RISK = Pace("at_risk", date(2026, 10, 31), -12.0, 60.0)


@pytest.mark.parametrize(
    ("pace", "probability", "status"),
    [
        (AT_RISK, 0.7, "on_track"),
        (AT_RISK, 0.69, "at_risk"),
        (AT_RISK, 0.1, "off_track"),
        (AT_RISK, None, "at_risk"),
        (None, 0.9, "on_track"),
        (None, None, ""),
        # What is reached is reached, whatever comes.
        (Pace("done", DUE, 0.0, 1.0), 0.1, "on_track"),
        (Pace("due", DUE, 0.0, 1.0), 0.9, ""),
    ],
)
def test_the_probability_goes_before_the_pace(pace, probability, status):
    assert proposed(pace, probability) == status


def _forecast(**given) -> Forecast:
    known = {"points": 8, "owa": 0.9, "probability": 0.8, "due_on": DUE, "first": date(2026, 11, 1)}
    return Forecast(**known | given)


@pytest.mark.parametrize(
    ("forecast", "probability"),
    [
        (_forecast(), 0.8),
        (_forecast(owa=None), 0.8),
        (_forecast(points=7), None),
        (_forecast(owa=1.1), None),
        (_forecast(probability=None), None),
        # Of another day, and one that does not know the last value.
        (_forecast(due_on=date(2027, 12, 31)), None),
        (_forecast(first=date(2026, 10, 1)), None),
        (None, None),
    ],
)
def test_a_forecast_speaks_where_it_can_be_trusted_and_is_of_this_target(forecast, probability):
    measure = Measure(code="m", frequency="monthly")
    stands = StandingResult(Objective(due_date=DUE), measure, Target(target=1.0), 5.0, date(2026, 10, 1))
    assert likely(stands, forecast) == probability
