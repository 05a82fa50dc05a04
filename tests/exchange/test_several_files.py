"""Olga brings her strategy in several files, one after the other; each period is scored as if all had come at once."""

import pytest
from tests.exchange.workbooks import written
from tests.scorecards.recomputation import differences

from hoshin.exchange.workbook import import_workbook
from hoshin.strategy.models import Plan

pytestmark = pytest.mark.django_db

FIRST = {
    "plans": "code,name\nP,Plan\n",
    "units": "code,name,parent\nALL,All,\nNORTH,North,ALL\n",
    "perspectives": "code,name\nF,Financial\n",
    "objectives": "code,name,perspective\nO,Grow,F\n",
    "measures": "code,name,objective\na,A,O\nloose,Loose,\n",
    "targets": "measure,baseline,target\na,0,100\nloose,0,50\n",
    "actuals": "measure,period,value\na,2026-01,10\na,2026-10,20\nloose,2026-03,5\n",
}
SECOND = {
    "values that begin later": {
        "measures": "code,name,objective\nb,B,O\n",
        "actuals": "measure,period,value\nb,2026-06,10\nb,2026-07,20\n",
    },
    "values that begin earlier": {"actuals": "measure,period,value\na,2025-11,10\n"},
    "values of a later period": {"actuals": "measure,period,value\na,2026-11,10\n"},
    "values of a unit": {"actuals": "measure,period,value,unit\na,2026-06,10,NORTH\n"},
    "a target of a unit": {"targets": "measure,baseline,target,unit\na,0,80,NORTH\n"},
    "an objective without anything": {"objectives": "code,name,perspective\nQ,Quiet,F\n"},
    "an objective with a measure": {
        "objectives": "code,name,perspective\nQ,Quality,F\n",
        "measures": "code,name,objective\nb,B,Q\n",
        "actuals": "measure,period,value\nb,2026-06,10\n",
    },
    "what an older measure serves": {"measures": "code,name,objective\nloose,Loose,O\n"},
    "that, with its values": {
        "measures": "code,name,objective\nloose,Loose,O\n",
        "actuals": "measure,period,value\nloose,2026-06,7\n",
    },
    "a formula": {"measures": "code,name,objective,formula\nb,B,O,a * 2\n"},
    "another plan": {
        "plans": "code,name\nP2,Other\n",
        "perspectives": "plan,code,name\nP2,G,Green\n",
        "objectives": "code,name,perspective\nQ,Quality,G\n",
        "measures": "code,name,objective\na,A,Q\n",
    },
}


@pytest.mark.parametrize("what", SECOND)
def test_a_second_file_brings(office, tmp_path, what):
    import_workbook(office, written(tmp_path / "first", FIRST))
    import_workbook(office, written(tmp_path / "second", SECOND[what]))
    for plan in Plan.objects.all():
        assert differences(plan) == []
