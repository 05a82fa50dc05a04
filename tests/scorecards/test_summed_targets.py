"""Targets of units add up for what stands above them, where nothing else is wanted of it."""

import pytest
from tests.exchange.workbooks import written
from tests.measures.a_target import set_target
from tests.scorecards.recomputation import differences

from hoshin.base.periods import Period
from hoshin.exchange.workbook import import_workbook
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure, record_actual
from hoshin.org.models import Unit
from hoshin.scorecards.models import Score
from hoshin.scorecards.selectors import explanation, measure_detail, node_of
from hoshin.scorecards.selectors.soundness import data_findings
from hoshin.strategy.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

# The example of the methods: 900 of 1,000 and 130 of 100 are 1,030 of 1,100, 93.6 %.
BOOK = {
    "organisation": "name\nFirm\n",
    "units": "code,name,parent\nFIRM,Firm,\nNORTH,North,FIRM\nA,A,NORTH\nB,B,NORTH\nSOUTH,South,FIRM\nC,C,SOUTH\n",
    "perspectives": "code,name\nFIN,Financial\n",
    "objectives": "code,name,perspective\nGROW,Grow,FIN\n",
    "measures": "code,name,objective,aggregation,across_units,method\nSALES,Sales,GROW,last,sum,ratio\n",
    "targets": "measure,period,target,unit\nSALES,,1000,A\nSALES,,100,B\nSALES,2026-09,200,B\n",
    "actuals": "measure,period,value,unit\n"
    "SALES,2026-08,900,A\nSALES,2026-08,130,B\nSALES,2026-09,900,A\nSALES,2026-09,130,B\n",
}


@pytest.fixture
def firm(office, november, tmp_path):
    import_workbook(office, written(tmp_path / "firm", BOOK))
    return Plan.objects.get()


def wanted(unit=None):
    whose = {"node__unit__code": unit} if unit else {"node__unit": None}
    rows = Score.objects.filter(node__kind="measure", **whose)
    return list(rows.order_by("period").values_list("target", "score"))


def test_what_stands_above_units_is_held_against_the_sum_of_their_targets(firm, office):
    for unit in (None, "NORTH"):
        (august, september) = wanted(unit)
        assert august == (1100, pytest.approx(100 * 1030 / 1100))
        assert september == (1200, pytest.approx(100 * 1030 / 1200))
    assert differences(firm) == []


def test_a_target_of_its_own_or_for_all_goes_before_the_sum(firm, office):
    sales = Measure.objects.get()
    set_target(office, measure=sales, unit=Unit.objects.get(code="NORTH"), target=2000)
    assert [target for target, _ in wanted()] == [2000, 2000], "it stands for all below it"
    assert [target for target, _ in wanted("NORTH")] == [2000, 2000]
    set_target(office, measure=sales, target=500)
    assert [target for target, _ in wanted()] == [500, 500]
    assert differences(firm) == []


def test_nothing_is_summed_where_values_are_not(firm, office):
    change_measure(office, measure=Measure.objects.get(), across_units="mean", is_from_beginning=True)
    assert wanted() == [(None, None), (None, None)]


def test_why_and_the_page_say_of_how_many_units_it_is(firm, office):
    found = explanation(office, node_of(office, "SALES", kind="measure"), period="2026-09")
    assert (found.inputs.target.target, found.inputs.target_units, found.inputs.method_code) == (1200, 2, "ratio")
    assert found.before + sum(effect.points for effect in found.effects) == pytest.approx(found.after)
    assert {effect.kind for effect in found.effects} == {"target"}
    detail = measure_detail(office, Measure.objects.get(), period="2026-08")
    assert (detail.target.target, detail.target_units) == (1100, 2)
    assert detail.zones[-1].aim == 1100
    of_unit = measure_detail(office, Measure.objects.get(), period="2026-08", unit="B")
    assert (of_unit.target.target, of_unit.target_units) == (100, 0)


def test_a_unit_that_reports_without_a_target_is_named(firm, office, system):
    def named():
        return [found for found in data_findings(system) if found.check == "targets_of_units"]

    assert named() == []
    record_actual(
        office, measure=Measure.objects.get(), unit=Unit.objects.get(code="C"), period=Period.parse("2026-09"), value=50
    )
    assert len(named()) == 1
