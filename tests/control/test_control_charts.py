"""The control chart of a measure: limits, what rules say, what still runs, and where limits begin anew."""

import pytest
from django.urls import reverse
from tests.exchange.workbooks import written

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.base.errors import Denied, Invalid
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Period
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.models import LimitsReset
from hoshin.measures.rows import ActualRow
from hoshin.measures.services import begin_limits_anew, define_measure, record_actuals
from hoshin.scorecards.selectors.control import control_chart_of

pytestmark = pytest.mark.django_db

# The example of the method, which ends in a change of level.
EXAMPLE = (52, 49, 55, 51, 48, 53, 50, 54, 51, 49, 52, 50, 47, 53, 51, 50, 62, 58, 57, 59)
LAST = Period.parse("2026-10")


@pytest.fixture
def visits(office, november):
    """Twenty months to the last one that is over, and one that still runs."""
    measure = define_measure(office, code="VISITS", name="Visits", aggregation="sum", unit_of_measure="visits")
    months = [LAST.shift(at - 19) for at in range(20)]
    record(office, measure, dict(zip([*months, LAST.shift(1)], [*EXAMPLE, 3], strict=True)))
    return measure


def record(office, measure, values):
    rows = [
        ActualRow(measure_id=measure.pk, unit_id=None, period=month.start, value=value)
        for month, value in values.items()
    ]
    record_actuals(office, rows)


def test_limits_of_the_example_and_what_the_rules_say(office, visits):
    chart = control_chart_of(office, visits)
    assert (chart.count, chart.limits.count) == (20, 16)
    at = {str(row.period): row for row in chart.rows}
    point = at["2026-07"].point
    assert (round(point.centre, 4), round(point.low, 2), round(point.high, 2)) == (50.9375, 42.07, 59.80)
    assert round(point.alarm_high, 2) == 62.62
    assert {str(row.period): [one.kind for one in row.said] for row in chart.rows if row.said} == {
        "2026-09": ["near_limits"],
        "2026-10": ["level_shift"],
    }
    assert str(at["2026-10"].said[0].since) == "2026-07"


def test_a_period_that_still_runs_is_shown_and_not_judged(office, visits):
    last = control_chart_of(office, visits).rows[-1]
    assert (str(last.period), last.value, last.is_over, last.said) == ("2026-11", 3.0, False, ())


def test_fewer_than_eight_values_have_no_limits(office, november):
    measure = define_measure(office, code="FEW", name="Few")
    record(office, measure, {LAST.shift(-back): 5.0 + back for back in range(7)})
    chart = control_chart_of(office, measure)
    assert (chart.count, chart.limits, {row.point.centre for row in chart.rows}) == (7, None, {None})


def test_few_events_have_the_limits_of_counts(office, november, client, olga):
    measure = define_measure(office, code="OUT", name="Outages", aggregation="sum", unit_of_measure="outages")
    counts = (2, 0, 3, 1, 2, 4, 1, 3, 2, 1, 0, 2, 9)
    record(office, measure, {LAST.shift(at - 12): count for at, count in enumerate(counts)})
    chart = control_chart_of(office, measure)
    assert (chart.limits.by, chart.limits.count) == ("counts", 12)
    last = chart.rows[-1]
    assert (last.point.centre, last.point.low, last.point.high) == (1.75, 0.0, 7.0)
    assert [one.kind for one in last.said] == ["beyond_limits"]
    assert last.said[0].facts["high"] == last.point.alarm_high == 7.0
    client.force_login(olga)
    page = client.get("/measures/OUT/control").content.decode()
    assert "(Poisson)" in page
    assert "Limits of chance" in page


def test_a_chart_says_from_where_on_its_limits_are_of_another_kind(office, november, client, olga):
    measure = define_measure(office, code="OUT", name="Outages", aggregation="sum", unit_of_measure="outages")
    counts = (2, 0, 3, 1, 2, 4, 1, 3, 2, 1, 0, 2, 9, 0, 11, 0, 10, 0, 12, 0, 9, 0, 10, 1, 2, 9, 0, 3)
    record(office, measure, {LAST.shift(at - 27): count for at, count in enumerate(counts)})
    chart = control_chart_of(office, measure)
    limits = chart.limits
    assert (limits.by, limits.before) == ("ranges", "counts")
    assert chart.rows[limits.since].point != chart.rows[limits.since - 1].point
    client.force_login(olga)
    page = client.get("/measures/OUT/control").content.decode()
    assert f"Since {chart.rows[limits.since].period.label} the limits follow how far values lie apart" in page
    assert "Limits of chance" in page


def test_shares_have_limits_by_their_cases(office, november):
    """A tenth of the cases fails: in the last two months a quarter of 20, then of 400."""
    measure = define_measure(office, code="FAIL", name="Failed", aggregation="ratio", unit_of_measure="%")
    parts = [(3, 50), (12, 80), (2, 20), (42, 400), (3, 60), (13, 90), (7, 100), (6, 40), (5, 20), (100, 400)]
    rows = [
        ActualRow(measure.pk, None, LAST.shift(at - 9).start, numerator=events, denominator=cases)
        for at, (events, cases) in enumerate(parts)
    ]
    record_actuals(office, rows, meant=range(1, 11))
    chart = control_chart_of(office, measure)
    assert (chart.limits.by, chart.limits.count) == ("shares", 8)
    small, large = chart.rows[-2:]
    assert (small.value, large.value) == (25.0, 25.0)
    assert [{one.kind for one in row.said} for row in (small, large)] == [set(), {"beyond_limits", "level_shift"}]
    assert small.point.alarm_high > 30 > 20 > large.point.alarm_high
    assert small.point.centre == pytest.approx(100 * 88 / 840)


def test_limits_begin_anew_for_a_reason_and_that_is_told(office, visits):
    begin_limits_anew(office, measure=visits, period=Period.parse("2026-07"), reason="A second desk")
    chart = control_chart_of(office, visits)
    assert chart.limits is None
    assert [row.said for row in chart.rows if row.said] == []
    reset = LimitsReset.objects.get()
    assert (reset.reason, reset.set_by) == ("A second desk", office.name)
    with pytest.raises(Invalid, match="already"):
        begin_limits_anew(office, measure=visits, period=Period.parse("2026-07"), reason="Again")
    with pytest.raises(Invalid, match="Say why"):
        begin_limits_anew(office, measure=visits, period=Period.parse("2026-08"), reason=" ")


def test_only_the_office_lets_limits_begin_anew(vera, visits):
    with pytest.raises(Denied):
        begin_limits_anew(Actor.of(vera, "web"), measure=visits, period=LAST, reason="Because")


def test_beginnings_of_limits_go_out_and_come_in(office, visits, tmp_path):
    begin_limits_anew(office, measure=visits, period=Period.parse("2026-07"), reason="A second desk")
    out = export(office, tmp_path / "out")
    assert (out / "control_limits.csv").read_text().splitlines()[1].startswith("VISITS,,2026-07,A second desk,")
    LimitsReset.objects.all().delete()
    assert import_workbook(office, out).outcomes["control_limits"] == Outcome(created=1)
    assert import_workbook(office, out).outcomes["control_limits"] == Outcome(unchanged=1)
    bad = written(tmp_path / "bad", {"control_limits": "measure,period,reason\nVISITS,2026-Q3,Because\n"})
    with pytest.raises(Invalid):
        import_workbook(office, bad)


def test_the_page_says_it_in_sentences_and_keeps_what_was_typed(visits, client, olga):
    client.force_login(olga)
    address = reverse("measure_control", args=["VISITS"])
    page = client.get(address).content.decode()
    assert "The level has changed since July 2026: from 50.94" in page
    assert "still runs, not judged" in page
    answer = client.post(address, {"period": "2026-07", "reason": ""})
    assert answer.status_code == 422
    assert 'value="2026-07" selected' in answer.content.decode()
    assert client.post(address, {"period": "2026-07", "reason": "A second desk"}).status_code == 302
    assert "A second desk" in client.get(address).content.decode()


def test_programs_read_the_same(visits, client, olga):
    _, token = create_token(Actor.of(olga, "web"), name="program")
    chart = client.get("/api/v1/measures/VISITS/control", headers={"Authorization": f"Bearer {token}"}).json()
    assert (chart["values"], chart["limits_from"], chart["adjusted_for"]) == (20, 16, [])
    spoken = [(row["period"], [one["kind"] for one in row["rules"]]) for row in chart["rows"] if row["rules"]]
    assert spoken == [("2026-09", ["near_limits"]), ("2026-10", ["level_shift"])]
