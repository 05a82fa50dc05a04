"""A workbook says once which units hold what, without copies."""

import pytest
from tests.exchange.workbooks import written

from hoshin.base.errors import Invalid
from hoshin.exchange.workbook import export, import_workbook
from hoshin.scorecards.models import Node, Score
from hoshin.strategy.models import Holding, UnitWeight

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

BANK = {
    "organisation": "name\nBank\n",
    "units": "code,name,parent\nBANK,Bank,\nOSLO,Oslo,BANK\nBODO,Bodø,BANK\n",
    "perspectives": "code,name\nFIN,Financial\n",
    "objectives": "code,name,perspective\nGROW,Grow,FIN\n",
    "measures": "code,name,objective,across_units\nSALES,Sales,GROW,sum\nRISK,Risk,GROW,mean\n",
    "targets": "measure,baseline,target,unit\nSALES,0,100,\nSALES,0,50,BODO\nRISK,0,100,\n",
    "actuals": (
        "measure,period,value,unit\nSALES,2026-06,40,OSLO\nSALES,2026-06,40,BODO\n"
        "RISK,2026-06,60,OSLO\nRISK,2026-06,20,BODO\n"
    ),
    "holdings": "unit\nbank\n",
    "unit_weights": "unit,code,under,weight\nBODO,RISK,GROW,3\n",
}


def scores():
    rows = Score.objects.filter(node__kind="unit").values_list("node__unit__code", "score")
    return dict(rows)


def test_one_row_gives_every_unit_its_scorecard(office, november, tmp_path):
    import_workbook(office, written(tmp_path / "bank", BANK))
    holding = Holding.objects.get()
    assert (holding.unit.code, holding.objective, holding.with_below, holding.plan.code) == ("BANK", None, True, "PLAN")
    assert scores() == {"OSLO": 50, "BODO": (80 + 3 * 20) / 4}
    whole = Score.objects.get(node__kind="measure", node__measure__code="SALES", node__unit=None)
    assert (whole.value, whole.score) == (80, 80)


def test_it_comes_back_as_it_went_out(office, november, tmp_path):
    import_workbook(office, written(tmp_path / "bank", BANK))
    export(office, tmp_path / "out")
    assert (tmp_path / "out" / "holdings.csv").read_text() == "plan,objective,unit,with_below\nPLAN,,BANK,yes\n"
    again = import_workbook(office, tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    before = scores()
    UnitWeight.objects.all().delete()
    import_workbook(office, written(tmp_path / "weights", {"unit_weights": BANK["unit_weights"]}))
    assert scores() == before


def test_what_cannot_be_held_is_named(office, november, tmp_path):
    wrong = BANK | {
        "objectives": "code,name,perspective,unit\nGROW,Grow,FIN,OSLO\n",
        "holdings": "unit,objective\nBANK,GROW\nBANK,GRWO\n",
        "unit_weights": "unit,code,under,weight\nBODO,SLAES,GROW,3\nBODO,FIM,,2\n",
    }
    with pytest.raises(Invalid) as caught:
        import_workbook(office, written(tmp_path / "bank", wrong))
    found = {(problem.sheet, problem.row): problem.message for problem in caught.value.problems}
    assert found["holdings", 2] == "GROW belongs to the unit OSLO, whose own it is."
    assert found["unit_weights", 2] == "SLAES does not serve GROW."
    assert {("holdings", 3), ("unit_weights", 3)} <= found.keys()
    assert not Node.objects.exists()
