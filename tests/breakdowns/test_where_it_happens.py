"""Somebody opens a breakdown to see where a total moved, and whether that is unusual there."""

import json

import pytest
from click.testing import CliRunner
from tests.breakdowns.conftest import SHEETS
from tests.exchange.workbooks import written

from hoshin.breakdowns.selectors.where import broken_down, with_series
from hoshin.cli.main import hoshin
from hoshin.exchange.workbook import import_workbook
from hoshin.measures.services import record_actual

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def imported(office, calls, in_time, tmp_path):
    import_workbook(office, written(tmp_path / "in", SHEETS))


def test_a_sum_is_split_by_the_members_it_is_made_of(office, calls, imported):
    found = broken_down(office, calls, "reg")
    assert [(line.place.code, line.now.value, line.before.value) for line in found.lines] == [
        ("N", 80.0, 50.0),
        ("S", 40.0, 50.0),
    ]
    assert [line.effect.whole for line in found.lines] == [30.0, -10.0]
    assert (found.change, found.rest) == (20.0, 0.0)
    assert [line.share for line in found.lines] == [pytest.approx(2 / 3), pytest.approx(1 / 3)]
    assert [line.place.code for line in found.focused] == ["N"]
    within = broken_down(office, calls, "REG", within="N")
    assert [(line.place.code, line.effect.whole) for line in within.lines] == [("N1", 30.0), ("N2", 0.0)]
    assert (within.total_before, within.total) == (50.0, 80.0)


def test_a_ratio_is_split_into_own_values_and_mix(office, in_time, imported):
    """90 % of 30 and 50 % of 50 before, 90 % of 60 and 50 % of 40 after: nobody got better, the mix did."""
    found = broken_down(office, in_time, "REG")
    assert (found.total_before, found.total) == (pytest.approx(65.0), pytest.approx(74.0))
    assert [line.effect.rate for line in found.lines] == [0.0, 0.0]
    assert sum(line.effect.mix for line in found.lines) == pytest.approx(9.0)


def test_what_members_do_not_explain_is_said(office, calls, imported):
    record_actual(office, measure=calls, period="2026-10", value=123, is_meant=True)
    found = broken_down(office, calls, "REG")
    assert (found.change, found.rest) == (23.0, 3.0)


def test_the_page_says_where_to_look(office, olga, client, calls, imported, django_assert_max_num_queries):
    client.force_login(olga)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get("/measures/CALLS/by/REG").content.decode()
    assert "Calls rose from 100" in page
    assert "One of 2 members made 100" in page
    assert "South −10 went the other way" in page
    assert "too few earlier values" in page
    assert 'href="/measures/CALLS/by/REG?period=2026-10&amp;since=2026-09&amp;within=N"' in page
    inside = client.get("/measures/CALLS/by/REG?within=N").content.decode()
    assert "North two" in inside
    mixed = client.get("/measures/INTIME/by/REG").content.decode()
    assert "the mix" in mixed
    with django_assert_max_num_queries(MOST_QUERIES):
        short = client.get("/measures/CALLS/by", headers={"HX-Request": "true"}).content.decode()
    assert "Where it happens" in short
    assert client.get("/measures/CALLS/by/NOPE").status_code == 404
    assert client.get("/measures/CALLS/by/REG?period=1999-01").status_code == 404


def test_whoever_may_not_see_the_measure_sees_no_member_of_it(carl, client, calls, imported):
    client.force_login(carl)
    assert client.get("/measures/CALLS/by/REG").status_code == 404
    assert client.get("/measures/CALLS/by").status_code == 404


def test_a_command_tells_the_same(calls, imported):
    told = CliRunner().invoke(hoshin, ["explain", "CALLS", "--by", "REG", "--format", "json"])
    found = json.loads(told.output)
    assert (found["total"], found["rest"]) == (120.0, 0.0)
    assert [(one["member"], one["own"] + one["mix"], one["look"]) for one in found["members"]] == [
        ("N", 30.0, True),
        ("S", -10.0, False),
    ]
    assert "look here" in CliRunner().invoke(hoshin, ["explain", "CALLS", "--by", "REG"]).output


def test_a_change_is_held_against_the_past_of_the_member(office, calls, imported, tmp_path):
    months = [f"2026-0{month}" for month in range(1, 9)]
    rows = "".join(f"CALLS,REG,N1,{month},{30 + at % 2}\n" for at, month in enumerate(months))
    import_workbook(
        office, written(tmp_path / "p", {"member_values": f"measure,dimension,member,period,value\n{rows}"})
    )
    found = with_series(office, broken_down(office, calls, "REG", within="N"), [])
    assert found.focused[0].variation.is_unusual
    assert found.focused[0].variation.count == 8


def test_the_search_finds_dimensions_and_members(olga, client, calls, imported):
    client.force_login(olga)
    assert 'href="/dimensions/REG"' in client.get("/find?q=region").content.decode()
    assert "North one" in client.get("/find?q=north").content.decode()
    page = client.get("/dimensions/REG").content.decode()
    assert 'href="/measures/CALLS/by/REG"' in page
    assert "North two" in page


def test_members_are_found_by_their_names_and_by_those_below_them(olga, office, client, calls, imported, tmp_path):
    more = "".join(f"REG,X{number},Office {number},\n" for number in range(25))
    values = "".join(f"CALLS,REG,X{number},2026-10,1,,,\n" for number in range(25))
    head = SHEETS["member_values"].partition("\n")[0]
    sheets = {"members": f"dimension,code,name,parent\n{more}", "member_values": f"{head}\n{values}"}
    import_workbook(office, written(tmp_path / "more", sheets))
    client.force_login(olga)
    asked = "/measures/CALLS/by/REG?period=2026-10&since=2026-09&sort=name"
    for text, shown, hidden in (
        ("off 17", "Office 17", "South"),
        ("x3", "Office 3", "Office 4"),
        ("two", "North", "South"),
    ):
        part = client.get(f"{asked}&find={text}", headers={"HX-Request": "true"}).content.decode()
        rows = part.partition("<tbody>")[2].partition("</tbody>")[0]
        assert shown in rows, text
        assert hidden not in rows, text
        assert 'name="since" value="2026-09"' in part
    assert "North two" in rows, "what was found below a member stands with it"
    whole = client.get(f"{asked}&find=nowhere").content.decode()
    assert "No member of this name" in whole
    assert "Calls rose from 100" in whole, "what moved the total stays"
