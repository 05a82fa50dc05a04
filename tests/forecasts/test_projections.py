"""Projected scores: drawn by the worker from the forecasts of measures, through the plan's own roll-up."""

import csv
from datetime import date

import pytest
from django.db import connection
from tests.measures.a_target import set_target

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.base.periods import Period
from hoshin.base.tasks import JobProgress
from hoshin.forecasts.models import Forecast, Projection
from hoshin.forecasts.selectors import projections_explained
from hoshin.forecasts.services import PROJECT_CHANGED, refresh_forecasts, refresh_projections
from hoshin.measures.models import Measure
from hoshin.measures.services import define_measure, record_actual
from hoshin.scorecards.models import Edge, Node
from hoshin.strategy.models import Objective, Plan
from hoshin.strategy.services import add_objective, set_contribution

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
DECEMBER = Period.parse("2026-12")


@pytest.fixture
def plan(year_world, november, system):
    refresh_forecasts(system)
    found = Plan.objects.get(code="E")
    assert refresh_projections(system) > 10
    return found


def projection(code: str, day=DECEMBER.start) -> Projection:
    kind = {"E": "plan", "C": "perspective", "O": "objective", "k": "measure"}[code[0]]
    return Projection.objects.get(**{f"node__{kind}__code": code}, node__kind=kind, period=day)


def test_scores_stand_at_the_end_of_the_running_period_and_of_the_year(plan):
    assert set(Projection.objects.values_list("period", flat=True)) == {date(2026, 11, 1), date(2026, 12, 1)}
    for row in Projection.objects.all():
        assert row.low <= row.middle <= row.high
    # k1 rose by one a month to 80 of 100, so that 81 and 82 follow; OF is the mean of k1 and k2.
    assert projection("k1").middle == pytest.approx(82.0, abs=0.6)
    assert projection("OF").middle == pytest.approx((82.0 + 62.0) / 2, abs=1.5)


def test_what_has_no_forecast_stands_as_it_does_and_is_told_as_not_drawn(plan):
    # k5 has one value: half of OP is drawn.
    assert not Projection.objects.filter(node__measure__code="k5").exists()
    found = projection("OP")
    assert found.drawn == pytest.approx(0.5)
    assert found.middle == pytest.approx((projection("k4").middle + 40.0) / 2, abs=0.5)


def test_a_flow_is_projected_to_its_sum_of_the_year_and_no_wider_than_its_errors_go_together(enterprise, system):
    flow = define_measure(system, code="k6", name="Flow", frequency="monthly", aggregation="sum", window="ytd")
    set_target(system, measure=flow, period=Period.parse("2024-01"), baseline=0, target=150)
    set_contribution(system, parent=Objective.objects.get(code="OC"), child=flow)
    for at, period in enumerate(Period.parse("2025-01").until(Period.parse("2026-10"))):
        record_actual(system, measure=flow, period=period, value=100.0 + 20.0 * (at % 2))
    refresh_forecasts(system)
    refresh_projections(system)
    found, held = projection("k6"), Forecast.objects.get(measure=flow)
    # Ten months came to 1,100; with two of about 110 it is some 1,320 of 1,800.
    assert found.middle == pytest.approx(100 * 1320 / 1800, abs=1.5)
    both = sum(held.edges["hi80"][:2]) - sum(held.edges["lo80"][:2])
    assert 0.5 < (found.high - found.low) / (100 * both / 1800) < 0.99


def test_the_measures_that_make_a_band_wide_are_named(plan, system):
    node = Node.objects.get(objective__code="OC")
    [november, december] = projections_explained(system, [node.pk])[node.pk]
    assert (str(november.period), december.period) == ("2026-11", DECEMBER)
    assert {one.code for one in december.widest} <= {"k3", "k4"}
    assert december.widest[0].share > 0.4


def test_what_is_hidden_is_not_named_and_nothing_below_a_minimum_with_hidden_parts(plan, system, vera):
    viewer = Actor.of(vera, "web")
    above = Objective.objects.get(code="OC")
    secret = add_objective(system, plan=plan, code="OS", name="Secret", visibility="private")
    set_contribution(system, parent=above, child=secret, weight=3)
    hidden = define_measure(system, code="kS", name="Hidden")
    set_target(system, measure=hidden, baseline=0, target=100)
    set_contribution(system, parent=secret, child=hidden)
    for at, period in enumerate(Period.parse("2025-09").until(Period.parse("2026-10"))):
        record_actual(system, measure=hidden, period=period, value=40.0 + 20.0 * (at % 3))
    refresh_forecasts(system)
    refresh_projections(system)
    node = Node.objects.get(objective__code="OC")

    def named(actor):
        return [one.code for one in projections_explained(actor, [node.pk])[node.pk][-1].widest]

    assert "kS" in named(system)
    assert "kS" not in named(viewer)
    # k3 alone serves nothing but OC: whoever saw how a minimum hangs on it would know of the hidden one.
    Edge.objects.filter(parent=node).update(aggregator=1)
    assert "k3" not in named(viewer)
    own = Node.objects.get(objective=secret)
    assert projections_explained(viewer, [own.pk]) == {}
    assert projections_explained(system, [own.pk])[own.pk][-1].low > 0.0


def test_a_node_that_goes_takes_its_projection_along(plan, system):
    node = Node.objects.get(objective__code="OC")
    with connection.cursor() as cursor:
        cursor.execute("SELECT confdeltype FROM pg_constraint WHERE conname = 'projection_node'")
        assert cursor.fetchone() == ("c",)
    assert Projection.objects.filter(node=node).count() == 2


def test_programs_and_the_why_panel_say_where_it_is_heading(plan, client, olga):
    _token, secret = create_token(Actor.of(olga, "web"), name="program")
    headers = {"Authorization": f"Bearer {secret}"}
    november, december = client.get("/api/v1/nodes/OC/projections", headers=headers).json()
    assert (november["period"], december["period"]) == ("2026-11", "2026-12")
    assert november["low"] <= november["middle"] <= november["high"]
    assert december["widest"][0]["measure"] in ("k3", "k4")
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    node = Node.objects.get(objective__code="OC")
    page = client.get(f"/why/{node.pk}").content.decode()
    assert "part=heading" in page
    # The page of the objective asks for the same behind the rest.
    later = f"/why/{node.pk}?part=heading"
    assert later in client.get("/objectives/OC").content.decode()
    piece = client.get(later, headers={"HX-Request": "true"}).content.decode()
    assert "Where it is heading" in piece
    assert "At the end of December 2026 it is expected at" in piece
    assert "What makes it uncertain" in piece
    assert "<html" not in piece


def test_the_file_of_the_scorecard_has_what_the_page_shows(plan, client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    [plain, shown] = (client.get(f"/scorecard.csv?projected={one}").content.decode("utf-8-sig") for one in ("", "on"))
    assert "projected" not in plain
    rows = {row["code"]: row for row in csv.DictReader(shown.splitlines())}
    found = projection("OC")
    assert rows["OC"]["projected_period"] == "2026-12"
    assert float(rows["OC"]["projected"]) == pytest.approx(found.middle)
    assert float(rows["OC"]["projected_low"]) <= float(rows["OC"]["projected"]) <= float(rows["OC"]["projected_high"])
    assert rows["k5"]["projected"] == "", "what is not expected stays empty"


def test_the_scorecard_shows_what_is_expected_to_whoever_switched_it_on(plan, client, olga):
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    assert "Expected December 2026" not in client.get("/").content.decode()
    page = client.get("/?projected=on").content.decode()
    assert "Expected December 2026" in page
    assert 'title="Expected at ' in page
    assert "Expected December 2026" in client.get("/").content.decode(), "the browser keeps it"
    client.get("/?projected=off")
    assert "Expected December 2026" not in client.get("/").content.decode()


def test_it_is_found_again_where_anything_changed(plan, system):
    PROJECT_CHANGED.function(JobProgress())
    before = projection("OF").pk
    PROJECT_CHANGED.function(JobProgress())
    assert projection("OF").pk == before, "nothing changed"
    set_contribution(system, parent=Objective.objects.get(code="OF"), child=Measure.objects.get(code="k1"), weight=9)
    PROJECT_CHANGED.function(JobProgress())
    assert projection("OF").middle == pytest.approx(80.0, abs=1.5)
