"""Forecasts of measures: found by the worker when values change, seen like the measure, told on its page and by the API."""

import re
from datetime import date

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.audit.services import act
from hoshin.base.periods import Period
from hoshin.base.tasks import JobProgress
from hoshin.forecasts.models import Forecast, LookedAt
from hoshin.forecasts.selectors import forecast_of
from hoshin.forecasts.services import REFRESH_RECORDED, refresh_forecasts
from hoshin.measures.models import Measure, Target
from hoshin.measures.services import record_actual
from hoshin.strategy.models import Objective
from hoshin.strategy.services import set_contribution

pytestmark = pytest.mark.django_db
MONTHS = list(Period.parse("2025-01").until(Period.parse("2026-10")))


@pytest.fixture
def world(enterprise, system):
    """A measure of months that grows by one a month, with a target for December, and one that adds up over the year."""
    with act(system, "set_up"):
        level = Measure.objects.create(code="level", name="Level", unit_of_measure="%", frequency="monthly")
        flow = Measure.objects.create(code="flow", name="Flow", frequency="monthly", aggregation="sum")
        Measure.objects.create(code="bare", name="Bare", frequency="monthly")
        Target.objects.create(measure=level, target=74.0, baseline=50.0)
        Target.objects.create(measure=flow, target=100.0)
    for at, period in enumerate(MONTHS):
        record_actual(system, measure=level, period=period, value=50.0 + at + 0.1 * (at % 3))
        record_actual(system, measure=flow, period=period, value=100.0 + 5.0 * (at % 2))
    return {"level": level, "flow": flow}


def forecast(code: str) -> Forecast:
    return Forecast.objects.get(measure__code=code, unit=None)


def test_what_is_expected_and_how_likely_the_target_is(world):
    assert refresh_forecasts(Actor.system(), [one.pk for one in world.values()]) == 2
    level, flow = forecast("level"), forecast("flow")
    assert (level.method, level.points, level.first, len(level.periods)) == ("pool", 22, date(2026, 11, 1), 12)
    assert (level.asked, level.due_on, level.target) == ("value", date(2026, 12, 31), 74.0)
    assert level.expected[1] < level.expected[0] < level.expected[2]
    assert level.expected[0] == pytest.approx(73.1, abs=0.3)
    assert 0.0 < level.probability < 0.5
    assert (level.achieved, level.required) == pytest.approx(((71.0 - 50.0) / 10, (74.0 - 71.0) / 2), abs=0.1)
    assert date(2027, 1, 1) < level.finish_on < date(2027, 3, 1)
    assert level.owa < 1.0
    assert level.is_trusted
    assert (flow.asked, flow.target) == ("sum", 1200.0)
    assert flow.expected[0] == pytest.approx(1230.0, abs=5.0)
    assert flow.probability > 0.97
    assert (flow.finish_on, forecast("level").lacks) == (None, "")


def test_where_there_is_too_little(world, system):
    bare = Measure.objects.get(code="bare")
    refresh_forecasts(Actor.system(), [bare.pk])
    assert not Forecast.objects.filter(measure=bare).exists(), "without any value nothing is said"
    record_actual(system, measure=bare, period=MONTHS[-1], value=3.0)
    refresh_forecasts(Actor.system(), [bare.pk])
    assert (forecast("bare").method, forecast("bare").edges, forecast("bare").lacks) == ("none", {}, "no_target")


def test_the_worker_looks_for_new_values_by_itself(world, system):
    REFRESH_RECORDED.function(JobProgress())
    before = forecast("level")
    REFRESH_RECORDED.function(JobProgress())
    assert forecast("level").pk == before.pk, "nothing new, nothing found again"
    record_actual(system, measure=world["level"], period="2026-11", value=99.0)
    REFRESH_RECORDED.function(JobProgress())
    assert (forecast("level").points, forecast("level").first) == (23, date(2026, 12, 1))
    assert LookedAt.objects.count() == 1


def test_a_sum_that_still_grows_is_not_held_against_those_that_are_over(world, system):
    record_actual(system, measure=world["flow"], period="2026-11", value=1.0)
    refresh_forecasts(Actor.system(), [world["flow"].pk])
    assert forecast("flow").first == date(2026, 11, 1)


def test_whoever_sees_the_measure_sees_its_forecast(world, system, vera):
    refresh_forecasts(Actor.system())
    measure = world["level"]
    assert forecast_of(system, measure.pk).measure_id == measure.pk
    stranger = Actor.of(vera, "web")
    assert forecast_of(stranger, measure.pk) is None, "it serves nothing that she may see"


def test_its_page_draws_the_bands_and_says_what_they_mean(world, client, olga):
    set_contribution(Actor.system(), parent=Objective.objects.get(code="OC"), child=world["level"])
    refresh_forecasts(Actor.system())
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    page = client.get("/measures/level").content.decode().replace("\xa0", " ")
    assert 'class="mark-ahead"' in page
    assert len(re.findall(r"expected, [\d.]+ to ", page)) == 12, "the table says the same as the drawing"
    said = re.search(r'id="forecast".*?</section>', page, re.DOTALL)[0]
    assert re.search(r"On 31 December 2026 it is expected at 7[23](\.\d+)? %, in four cases of five between ", said)
    assert "The probability of reaching the target of 74" in said
    assert "It takes " in said
    assert "At the pace of its last values it gets there on " in said
    assert "Tried on its own past from " in said


def test_programs_read_it(world, client, olga):
    refresh_forecasts(Actor.system())
    _token, secret = create_token(Actor.of(olga, "web"), name="program")
    headers = {"Authorization": f"Bearer {secret}"}
    found = client.get("/api/v1/measures/level/forecast", headers=headers).json()
    assert (found["method"], len(found["periods"]), found["periods"][0]["period"]) == ("pool", 12, "2026-11")
    assert found["reach"]["target"] == 74.0
    assert found["backtest"]["owa"] < 1.0
    missing = client.get("/api/v1/measures/bare/forecast", headers=headers)
    assert (missing.status_code, "forecast" in missing.json()["message"]) == (404, True)
