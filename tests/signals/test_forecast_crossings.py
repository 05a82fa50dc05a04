"""A target that became unlikely is told once, and stays told until it is well above the line again."""

from datetime import date, timedelta

import pytest
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.forecasts.models import Forecast
from hoshin.forecasts.services import refresh_forecasts
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.signals.models import Signal, SignalState
from hoshin.signals.sentences import sentence_of
from hoshin.signals.services import look_at_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(year_world, november):
    """A forecast of k1 for the end of the year, whose probability a test moves."""
    forecast = Forecast(
        measure=Measure.objects.get(code="k1"), frequency="monthly", first=date(2026, 11, 1), method="pool", points=14,
        owa=0.8, due_on=date(2026, 12, 31), target=100.0, expected=[82.0, 80.0, 84.0], computed_at=clock.now(),
    )  # fmt: skip

    def at(before, now, **said):
        for name, value in {"probability_before": before, "probability": now, **said}.items():
            setattr(forecast, name, value)
        forecast.save()
        look_at_everything(Actor.system())
        return Signal.objects.filter(rule="forecast_crossed").order_by("pk")

    return at


def test_it_speaks_where_the_probability_fell_below_the_line(held):
    assert not held(None, 0.2), "never likely: no news"
    assert not held(0.3, 0.2), "below it already"
    assert not held(0.62, 0.41), "still above"
    assert not held(0.62, 0.31, points=7), "nothing that could be trusted"
    signal = held(0.62, 0.31, points=14).get()
    assert signal.measure.code == "k1"
    said = sentence_of(signal).replace("\xa0", " ")
    assert "became unlikely, 31 % after 62 %; expected are 82, the target is 100" in said


def test_one_that_trembles_about_the_line_is_told_once(held):
    first = held(0.62, 0.39).get()
    for before, now in ((0.39, 0.45), (0.45, 0.38), (0.38, 0.49)):
        assert held(before, now).get() == first
    assert held(0.49, 0.49).get().state == SignalState.OPEN
    states = []
    for days in (1, 2):
        with clock.fixed(clock.now() + timedelta(days=days)):
            states.append(held(0.49, 0.55).get().state)
    assert states == [SignalState.OPEN, SignalState.RESOLVED]


def test_a_forecast_remembers_how_likely_it_was_before_the_last_value(year_world, november, system):
    refresh_forecasts(system)
    first = Forecast.objects.get(measure__code="k1", unit=None)
    assert first.probability_before is None
    record_actual(system, measure=first.measure, period=OCTOBER.shift(1), value=99)
    refresh_forecasts(system)
    then = Forecast.objects.get(measure__code="k1", unit=None)
    assert then.probability_before == first.probability
    refresh_forecasts(system)
    assert Forecast.objects.get(measure__code="k1", unit=None).probability_before == first.probability
