"""Whole workbooks whose numbers once came out wrong, brought into an empty installation: see the folder `cases`."""

from datetime import date
from pathlib import Path

import pytest
from tests.exchange.workbooks import written

from hoshin.accounts.access import Actor
from hoshin.base.errors import Invalid
from hoshin.exchange.workbook import import_workbook
from hoshin.measures.models import Actual, Measure
from hoshin.measures.services import change_measure
from hoshin.scorecards.models import Edge
from hoshin.scorecards.reason_words import reason_words
from hoshin.scorecards.selectors import lines_of, node_of, period_for
from hoshin.strategy.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]

CASES = Path(__file__).parent / "cases"


def line(code, period=None, kind="measure"):
    plan, actor = Plan.objects.get(), Actor.system()
    node = node_of(actor, code, kind=kind)
    return lines_of(actor, plan, [node.pk], period_for(plan, period))[node.pk]


def test_a_target_of_zero(office):
    import_workbook(office, CASES / "04-zero-target.xlsx")
    assert (line("ZA-1").score, line("ZA-1").status_code) == (100, "on_track")
    assert (line("ZA-2").score, line("ZA-2").reason) == (None, "zero_target")
    for code, kind in (("ZA-O", "objective"), ("ZA", "plan")):
        assert "nothing was recorded" not in reason_words(line(code, kind=kind))


def test_a_division_by_zero(office):
    import_workbook(office, CASES / "05-division-by-zero.xlsx")
    assert reason_words(line("DV-R")) == "division by zero: [DV-B] is 0"
    for code, kind in (("DV-R", "measure"), ("DV-O", "objective"), ("DV", "plan")):
        assert line(code, kind=kind).reason == "div_zero"


@pytest.mark.parametrize(
    ("name", "code", "values"),
    [
        ("06-week-53", "WY-M", {"2020": 53, "2021": 1}),
        ("06b-week-over-month", "WM-M", {"2026-10": 44, "2026-11": 45}),
        ("06c-latest-week-over-month-end", "WL-M", {"2026-10": 87}),
    ],
)
def test_a_week_belongs_to_the_period_of_its_thursday(office, name, code, values):
    import_workbook(office, CASES / f"{name}.xlsx")
    assert {period: line(code, period).value for period in values} == values


MEASURED = {
    "objectives": "code,name\nO,Objective\n",
    "measures": "code,name,objective,aggregation\nM,Measure,O,ratio\n",
    "targets": "measure,target\nM,0.5\n",
}


def test_actuals_may_be_numerators_and_denominators_alone(office, tmp_path):
    sheets = MEASURED | {"actuals": "measure,period,numerator,denominator\nM,2026-09,0,0\nM,2026-10,2,5\n"}
    import_workbook(office, written(tmp_path, sheets))
    assert list(Actual.objects.order_by("period").values_list("value", flat=True)) == [None, 0.4]
    assert line("M", "2026-10").value == 0.4
    assert not import_workbook(office, tmp_path).total.changed, "a second time, nothing changes"


def test_actuals_without_any_number_name_the_column(office, tmp_path):
    sheets = MEASURED | {"actuals": "measure,period,denominator\nM,2026-10,5\n"}
    with pytest.raises(Invalid) as refused:
        import_workbook(office, written(tmp_path, sheets))
    assert [(one.code, one.sheet, one.field) for one in refused.value.problems] == [
        ("missing_column", "actuals", "value")
    ]


def test_targets_on_the_wrong_side_are_faults_with_their_rows(office, tmp_path):
    targets = "measure,baseline,target,red,green,worst\nM,60,40,,,\n"
    with pytest.raises(Invalid) as refused:
        import_workbook(office, written(tmp_path, MEASURED | {"targets": targets}))
    assert [(one.sheet, one.row, one.field) for one in refused.value.problems] == [("targets", 2, "target")]


def test_a_history_of_weights_that_ends_otherwise_than_today_is_taken_or_named(office, tmp_path):
    sheets = {
        "objectives": "code,name\nWO,Objective\n",
        "measures": "code,name,objective,weight\nw1,Measure,WO,1\nw2,Other,WO,1\n",
        "actuals": "measure,period,value\nw1,2026-01,1\nw2,2026-01,1\nw1,2026-10,1\n",
        "edges": (
            "plan,parent_kind,parent,child_kind,child,weight,valid_from,valid_to\n"
            "PLAN,objective,WO,measure,w1,1,2026-02-01,\n"
            "PLAN,objective,WO,measure,w1,3,,2026-02-01\n"
        ),
    }
    import_workbook(office, written(tmp_path / "sound", sheets))
    held = list(Edge.objects.filter(child__measure__code="w1").order_by("valid_to").values_list("weight", "valid_from"))
    assert held == [(3, None), (1, date(2026, 2, 1))]
    whole, sheets["edges"] = (
        sheets["edges"],
        sheets["edges"].replace("PLAN,objective,WO,measure,w1,1,2026-02-01,\n", ""),
    )
    import_workbook(office, written(tmp_path / "short", sheets))
    assert Edge.objects.filter(child__measure__code="w1").count() == 2, "what holds today follows by itself"
    sheets["edges"] = whole
    sheets["edges"] = sheets["edges"].replace("w1,1,2026-02-01,\n", "w1,2,2026-02-01,\n")
    with pytest.raises(Invalid) as refused:
        import_workbook(office, written(tmp_path / "otherwise", sheets))
    assert [(one.sheet, one.row) for one in refused.value.problems][:1] == [("edges", 2)]


def test_command_and_page_show_the_same_figures(office, client, olga):
    from hoshin.base.amounts import number_text
    from hoshin.cli.lines import table_row_of
    from hoshin.web.wording import score_text

    import_workbook(office, CASES / "16-rounding.xlsx")
    for code, value in (("RO-1", "3"), ("RO-2", "0"), ("RO-3", "0.3"), ("RO-4", "6.97")):
        found = line(code)
        assert (table_row_of(found)["value"], number_text(found.value, found.decimals)) == (value, value)
    behind = line("RO-4")
    assert (behind.status_code, table_row_of(behind)["score"], score_text(behind)) == ("at_risk", "69.7", "69.7")
    client.force_login(olga)
    page = client.get("/measures/RO-4").content.decode()
    assert "69.7" in page


def test_decimal_weights_come_to_whole_scores(office, tmp_path):
    sheets = {
        "perspectives": "code,name,weight\nA,A,0.4\nB,B,0.3\nC,C,0.3\n",
        "objectives": "code,name,perspective\nOA,A,A\nOB,B,B\nOC,C,C\n",
        "measures": "code,name,objective\nMA,A,OA\nMB,B,OB\nMC,C,OC\n",
        "targets": "measure,baseline,target\nMA,0,100\nMB,0,100\nMC,0,100\n",
        "actuals": "measure,period,value\nMA,2026-10,100\nMB,2026-10,60\nMC,2026-10,40\n",
    }
    import_workbook(office, written(tmp_path, sheets))
    top = line("PLAN", kind="plan")
    assert (top.score, top.status_code) == (70.0, "on_track")


def test_percent_means_one_thing(office):
    result = import_workbook(office, CASES / "02-percent.xlsx")
    for number in range(1, 6):
        found = line(f"PA-{number}")
        assert (found.value, found.target, found.score) == (75.0, 80.0, 93.75), f"PA-{number}"
    assert not any("taken as" in notice for notice in result.warnings)
    again = import_workbook(office, CASES / "02-percent.xlsx")
    assert (again.total.created, again.total.changed) == (0, 0)


def test_percent_in_a_measure_of_another_unit_is_named(office, tmp_path):
    sheets = MEASURED | {
        "measures": "code,name,objective,unit_of_measure\nM,Measure,O,index\n",
        "actuals": "measure,period,value\nM,2026-10,75 %\n",
    }
    result = import_workbook(office, written(tmp_path, sheets))
    assert Actual.objects.get().value == 0.75
    assert [notice for notice in result.warnings if "75 % of M" in notice]


def test_sums_of_ratios_are_numbers_in_the_unit(office, tmp_path):
    sheets = {
        "organisation": "name,frequency\nOrg,quarterly\n",
        "objectives": "code,name\nO,Objective\n",
        "measures": "code,name,objective,aggregation,unit_of_measure,frequency\nM,Measure,O,ratio,%,monthly\n",
        "targets": "measure,target\nM,40 %\n",
        "actuals": "measure,period,numerator,denominator\nM,2026-07,4,10\nM,2026-08,0,0\nM,2026-09,5,20\n",
    }
    import_workbook(office, written(tmp_path, sheets))
    found = line("M", "2026-Q3")
    assert (found.value, found.target, found.score) == (30.0, 40.0, 75.0)


def test_measures_of_one_kind_keep_their_own_units_and_weights(office, tmp_path):
    """Measures brought together alike were all reckoned in the unit of the first, and weighed where any of them was."""
    sheets = {
        "organisation": "name,frequency\nOrg,quarterly\n",
        "objectives": "code,name\nO,Objective\n",
        "measures": "code,name,objective,aggregation,unit_of_measure,frequency\n"
        "A,Plain,O,ratio,,monthly\nB,Percent,O,ratio,%,monthly\nC,Permille,O,ratio,‰,monthly\n"
        "D,Weighed,O,mean,,monthly\nE,Not weighed,O,mean,,monthly\n",
        "actuals": "measure,period,value,numerator,denominator\n"
        + "".join(f"{code},2026-07,,4,10\n{code},2026-08,,5,20\n" for code in "ABC")
        + "D,2026-07,10,,1\nD,2026-08,20,,3\nE,2026-07,10,,\nE,2026-08,20,,\n",
    }
    import_workbook(office, written(tmp_path, sheets))
    found = {code: line(code, "2026-Q3").value for code in "ABCDE"}
    assert found == {"A": 0.3, "B": 30.0, "C": 300.0, "D": 17.5, "E": 15.0}


def test_a_link_that_no_scored_period_sees_says_from_when_it_counts(office, tmp_path):
    sheets = {
        "organisation": "name,frequency\nOrg,annual\n",
        "objectives": "code,name\nO,Objective\n",
        "measures": "code,name,objective,frequency\nM,Measure,O,annual\nN,Other,,annual\n",
        "targets": "measure,baseline,target\nM,0,100\nN,0,100\n",
        "actuals": "measure,period,value\nM,2022,50\nM,2023,60\nN,2023,20\n",
    }
    import_workbook(office, written(tmp_path / "first", sheets))
    linked = {"measures": "code,name,objective\nN,Other,O\n"}
    (said,) = import_workbook(office, written(tmp_path / "linked", linked)).warnings
    assert "PLAN: what counts for what was changed, and counts so from 2026 on; scores end with 2023" in said
    assert line("O", "2023", "objective").score == 60
    edges = "plan,parent_kind,parent,child_kind,child,weight,valid_from\nPLAN,objective,O,measure,N,1,\n"
    again = import_workbook(office, written(tmp_path / "always", {"edges": edges}))
    assert line("O", "2023", "objective").score == 40, "as the notice says"
    assert not again.warnings


def test_a_formula_of_values_that_units_hold_counts_or_says_why_not(office, client, olga, tmp_path):
    def sheets(roll_up):
        return {
            "units": "code,name\nN,North\nS,South\n",
            "objectives": "code,name\nO,Objective\n",
            "measures": "code,name,objective,formula,roll_up\n"
            f"F,Made,O,[A] / [B] * 100,\nA,Above,,,{roll_up}\nB,Below,,,{roll_up}\n",
            "targets": "measure,baseline,target\nF,0,100\n",
            "actuals": "measure,unit,period,value\nA,N,2026-09,3\nB,N,2026-09,4\nA,S,2026-09,1\nB,S,2026-09,4\n",
        }

    import_workbook(office, written(tmp_path / "together", sheets("raw")))
    assert (line("F", "2026-09").value, line("F", "2026-09").score) == (50.0, 50.0), (
        "what it reads serves nothing itself"
    )
    apart = {"measures": "code,name,roll_up\nA,Above,score\nB,Below,score\n"}
    import_workbook(office, written(tmp_path / "apart", apart))
    assert line("F", "2026-09").score == 50.0, "past scores stay"
    assert rescored_from_the_beginning(office) == "non_additive"
    client.force_login(olga, backend="hoshin.notices.signed_in.WithUnread")
    page = client.get("/measures/F?period=2026-09").content.decode()
    assert "what its formula reads is held by units and not brought together for the whole" in page


def rescored_from_the_beginning(office):
    """The reason of F once its inputs are scored apart for all of the past."""
    for code in ("A", "B"):
        measure = Measure.objects.get(code=code)
        change_measure(office, measure=measure, roll_up="raw")
        change_measure(office, measure=Measure.objects.get(code=code), roll_up="score", is_from_beginning=True)
    return line("F", "2026-09").reason


def test_a_value_ten_times_beyond_everything_seen_is_named(office, tmp_path):
    head = "measure,period,value\n"
    sheets = {
        "objectives": "code,name\nO,Objective\n",
        "measures": "code,name,objective\nM,Measure,O\nN,New,O\n",
        "actuals": head + "M,2026-01,10\nM,2026-02,-12\nM,2026-03,11\nN,2026-01,5\n",
    }
    assert not import_workbook(office, written(tmp_path / "first", sheets)).warnings
    more = written(tmp_path / "more", {"actuals": head + "M,2026-04,1200\nN,2026-02,900\n"})
    (said,) = import_workbook(office, more).warnings
    assert said.startswith(
        "Sheet actuals, row 2: 1,200 is more than ten times beyond everything seen of M (12 at most)"
    )
    assert line("M", "2026-04").value == 1200, "it is named, and taken"
    assert not import_workbook(office, more).warnings, "what was taken once has been seen"
    units = {"units": "code,name\nNEW,New\n", "actuals": "measure,unit,period,value\nM,NEW,2026-04,1200\n"}
    assert not import_workbook(office, written(tmp_path / "units", units)).warnings, "of a new unit nothing was seen"
    whole = written(tmp_path / "whole", {"actuals": head + "N,2025-01,5\nN,2025-02,6\nN,2025-03,70000\n"})
    assert len(import_workbook(office, whole).warnings) == 1


@pytest.mark.parametrize(
    ("target", "value", "said"),
    [
        ("80 %", "0.75", "0.75 of M is read as 0.75 %, not as 75 %; the least that is aimed at is 80"),
        ("0.8", "75", "75 is more than ten times beyond everything aimed at with M (0.8 at most)"),
        ("80", "75 %", ""),
        ("80 %", "75", ""),
    ],
)
def test_a_fraction_beside_a_percentage_is_never_taken_in_silence(office, tmp_path, target, value, said):
    sheets = MEASURED | {
        "measures": "code,name,objective,unit_of_measure\nM,Measure,O,% of revenue\n",
        "targets": f"measure,target\nM,{target}\n",
        "actuals": f"measure,period,value\nM,2026-10,{value}\n",
    }
    warnings = import_workbook(office, written(tmp_path, sheets)).warnings
    assert any(said in one for one in warnings) if said else not warnings
