"""The proposed status follows the probability of the target where a forecast may speak, else the pace."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.checkins.conftest import draft, forecast_of_customers

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.base import clock
from hoshin.checkins.assembly import SaidConfidence, both_say, own_reading
from hoshin.checkins.services import check_in
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


def test_probability_and_confidence_stand_beside_each_other():
    with clock.fixed(datetime(2026, 11, 23, 12, tzinfo=UTC)):
        today, old = (SaidConfidence(4, day) for day in (date(2026, 11, 23), date(2026, 8, 10)))
        both = both_say(0.35, 12, today)
        # logit p = 0.75·logit 0.35 + 0.25·logit 0.7 = -0.2525
        assert (both.confidence, both.is_apart) == (4, False)
        assert both.combined == pytest.approx(0.437, abs=0.001)
        assert 0.35 < both_say(0.35, 12, old).combined < both.combined, "what was said long ago counts less"
        assert both_say(0.1, 12, today).is_apart, "a prompt to talk, no correction"
        assert both_say(None, 12, today) is None
        assert both_say(0.35, 12, None) is None


@pytest.mark.django_db
def test_goals_and_the_week_go_by_the_probability_and_say_so(goal, own, carl, client, django_assert_max_num_queries):
    check_in(own, [draft(goal, value=6, confidence=1)])
    forecast_of_customers(probability=0.82)
    client.force_login(carl)
    with django_assert_max_num_queries(15):
        page = client.get("/goals").content.decode().replace("\xa0", " ")
    assert "reached with 82 %" in page
    assert "confidence 1 of 5, together 64 %" in page
    assert "far apart: talk about it" in page
    week = client.get("/week").content.decode().replace("\xa0", " ")
    assert "confidence 1 of 5, together 64 %" in week


@pytest.mark.django_db
def test_the_measure_and_programs_say_forecast_and_confidence_beside_each_other(goal, own, carl, client, olga):
    check_in(own, [draft(goal, value=6, confidence=1)])
    forecast_of_customers(probability=0.82)
    client.force_login(olga)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/measures/P1-1.1").content.decode().replace("\xa0", " ")
    assert len(asked) <= 15
    assert "by its forecast 82 %" in page
    assert "confidence 1 of 5, together 64 %" in page
    assert "How yours came true so far" not in page
    client.force_login(carl)
    assert "How yours came true so far" in client.get("/measures/P1-1.1").content.decode()
    own_page = client.get("/week/confidence").content.decode().replace("\xa0", " ")
    assert "What you said of key results that run" in own_page
    assert "64 %" in own_page
    _token, secret = create_token(Actor.of(olga, "web"), name="program")
    answer = client.get("/api/v1/measures/P1-1.1/forecast", headers={"Authorization": f"Bearer {secret}"}).json()
    [sure] = answer["confidences"]
    assert (sure["confidence"], sure["probability"], sure["is_far_apart"]) == (1, 0.82, True)
    assert sure["combined"] == pytest.approx(0.64, abs=0.005)
    Forecast.objects.update(owa=1.3)
    distrusted = client.get("/measures/P1-1.1").content.decode().replace("\xa0", " ")
    assert "confidence 1 of 5" in distrusted
    assert "together" not in distrusted.split('id="forecast"')[1].split("</section>")[0]


def test_from_ten_outcomes_on_ones_own_confidence_is_read_as_it_used_to_come_true():
    assert own_reading({5: (9, 2)}) is None
    sure_of_too_much = own_reading({5: (30, 15), 4: (10, 4)})
    assert 0.5 < sure_of_too_much.of(5) < 0.68
    assert sure_of_too_much.of(3) < sure_of_too_much.of(5)
    as_it_should = own_reading({5: (100, 90), 2: (100, 30)})
    assert as_it_should.of(5) == pytest.approx(0.9, abs=0.01)
    upside_down = own_reading({5: (40, 0), 1: (40, 40)})
    assert upside_down.of(5) == pytest.approx(upside_down.of(1))
    said = SaidConfidence(5, date(2026, 11, 23))
    with clock.fixed(datetime(2026, 11, 23, 12, tzinfo=UTC)):
        assert both_say(0.5, 12, said, sure_of_too_much).combined < both_say(0.5, 12, said).combined
