"""Olga's workbook has faults; she is told all of them at once, and nothing is changed."""

import time

import pytest
from tests.exchange.workbooks import ACME, written

from hoshin.audit.models import Change, Entry
from hoshin.base.errors import Invalid
from hoshin.exchange.workbook import import_workbook
from hoshin.measures.models import Actual, Measure
from hoshin.org.models import Unit

pytestmark = pytest.mark.django_db


def faults(actor, tmp_path, **sheets):
    """What is wrong with Acme's workbook where these sheets stand in it instead."""
    with pytest.raises(Invalid) as caught:
        import_workbook(actor, written(tmp_path / "book", ACME | sheets))
    assert not Change.objects.exists()
    assert not Entry.objects.exclude(table="accounts_user").exists()
    assert not Unit.objects.exists()
    assert not Measure.objects.exists()
    assert not Actual.objects.exists()
    return caught.value.problems


def only(problems):
    assert len(problems) == 1, [problem.sentence() for problem in problems]
    return problems[0]


@pytest.mark.parametrize(
    ("sheet", "text", "row", "field", "words"),
    [
        (
            "units",
            "code,name,parent\nACME,Acme,SALES\nSALES,Sales,ACME\nOPS,Ops,\n",
            2,
            "parent",
            "ACME is part of SALES is",
        ),
        (
            "people",
            "employee_id,name,manager\nE1,Ada,E2\nE2,Bob,E1\n",
            2,
            "manager",
            "E1 reports to E2 reports to E1",
        ),
        ("people", "employee_id,name,email\nE1,Ada,not-an-address\nE2,Bob,\n", 2, "email", "no e-mail"),
        ("people", "employee_id,name,fte\nE1,Ada,-1\nE2,Bob,\n", 2, "fte", "negative"),
        (
            "objectives",
            "code,name,serves\nF1,Grow,C2=1\nC1,Delight,F1\nC2,Answer,C1\n",
            2,
            "serves",
            "F1 serves C2 serves C1 serves F1",
        ),
        ("objectives", "code,name,serves\nF1,Grow,F1\nC1,D,\nC2,A,\n", 2, "serves", "F1 serves F1"),
        ("objectives", "code,name,serves\nF1,Grow,\nC1,D,F1=2;f1=3\nC2,A,\n", 3, "serves", "twice"),
        ("objectives", "code,name,serves\nF1,Grow,\nC1,D,F1=x\nC2,A,\n", 3, "serves", "no list of codes"),
        ("objectives", "code,name,weight\nF1,Grow,-2\nC1,D,\nC2,A,\n", 2, "weight", "negative"),
        ("objectives", "code,name,perspective\nF1,Grow,FUN\nC1,D,\nC2,A,\n", 2, "perspective", "Did you mean FIN"),
        ("objectives", "code,name\nF1,Grow\nC1,D\nC2,A\nc1,Again\n", 5, "code", "twice, first in row 3"),
        ("objectives", "code,name\nF1,\nC1,D\nC2,A\n", 2, "name", "cannot be empty"),
        ("objectives", "code,name,visibility\nF1,Grow,pubic\nC1,D,\nC2,A,\n", 2, "visibility", "Did you mean public"),
        (
            "objectives",
            "code,name,start_date,due_date\nF1,Grow,2026-05-01,2026-04-01\nC1,D,,\nC2,A,,\n",
            2,
            "due_date",
            "before start_date",
        ),
        ("causal_links", "from,to\nC1,F11\n", 2, "to", "Did you mean F1"),
        ("measures", "code,name,direction\nREV,R,hihger\nWAIT,W,\n", 2, "direction", "Did you mean higher"),
        ("measures", "code,name,formula\nREV,R,\nWAIT,W,\nX,X,REV +\n", 4, "formula", ""),
        ("measures", "code,name,formula\nREV,R,\nWAIT,W,\nX,X,REVE * 2\n", 4, "formula", "Did you mean REV"),
        ("measures", "code,name,formula\nREV,R,\nWAIT,W,\nX,X,Y + 1\nY,Y,X + 1\n", 4, "formula", "each other"),
        ("measures", "code,name,window\nREV,R,rolling\nWAIT,W,\n", 2, "window_length", "how many"),
        ("targets", "measure,period,target\nREV,2026-W31,1\n", 2, "period", "less often"),
        ("targets", "measure,period,target,low,high\nREV,2026,,9,3\n", 2, "low", "below high"),
        ("targets", "measure,period,target\nREV,2026,1\nrev,2026,2\n", 3, "measure", "twice"),
        ("targets", "measure,target\nREV,inf\n", 2, "target", "no number"),
        ("actuals", "measure,period,value\nREVE,2026-01,1\n", 2, "measure", "Did you mean REV"),
        ("actuals", "measure,period,value,unit\nREV,2026-01,1,SALE\n", 2, "unit", "Did you mean SALES"),
        ("actuals", "measure,period,value\nREV,2026-01,1\nrev,2026-01-31,2\n", 3, "period", "Row 2"),
        ("actuals", "measure,period,value\nREV,2026-01,NaN\n", 2, "value", "Leave the cell empty"),
        ("actuals", "measure,period,value\nREV,2026-01,-inf\n", 2, "value", "Leave the cell empty"),
        ("actuals", "measure,period,value\nREV,2026-13,1\n", 2, "period", "no period"),
        ("actuals", "measure,period,value,denominator\nREV,2026-01,1,5\nREV,2026-Q1,1,5\n", 3, "period", "2026-01"),
        (
            "actuals",
            "measure,period,value,numerator,denominator\nREV,2026-01,,1,0\n",
            2,
            "denominator",
            "denominator is 0",
        ),
        ("organisation", "name,red_below,green_from\nAcme,80,70\n", 2, "red_below", "cut points"),
        ("organisation", "name\nAcme\nOther\n", 3, "name", "one organisation"),
        ("organisation", "name,fiscal_year_start\nAcme,13\n", 2, "fiscal_year_start", "at most 12"),
    ],
)
def test_one_fault_with_its_place_and_a_way_out(office, tmp_path, sheet, text, row, field, words):
    others = {"causal_links": "from,to\n"} if sheet == "objectives" else {}
    if sheet == "measures":
        others = {"targets": "measure\n", "actuals": "measure,period,value\n"}
    if sheet in ("units", "people"):
        others = {"objectives": "code,name\nF1,Grow\nC1,D\nC2,A\n"}
    problem = only(faults(office, tmp_path, **others | {sheet: text}))
    assert (problem.sheet, problem.row, problem.field) == (sheet, row, field)
    assert words in problem.sentence()


def test_all_faults_of_all_sheets_at_once(office, tmp_path):
    problems = faults(
        office,
        tmp_path,
        units="code,name,parent\nACME,Acme,\nSALES,Sales,ACNE\nOPS,Ops,\n",
        actuals="measure,period,value\nREV,2026-01,x\nREVV,2026-02,1\nREV,2026-Q3,1\n",
    )
    assert [(p.sheet, p.row, p.field) for p in problems] == [
        ("actuals", 2, "value"),
        ("units", 3, "parent"),
        ("actuals", 3, "measure"),
        ("actuals", 4, "period"),
    ]


def test_a_frequency_cannot_change_under_recorded_values(office, tmp_path):
    import_workbook(office, written(tmp_path / "good", ACME))
    before = Change.objects.count()
    sheets = {"measures": "code,name,frequency\nWAIT,Waiting time,\nREV,Revenue,daily\n"}
    with pytest.raises(Invalid, match="recorded monthly") as caught:
        import_workbook(office, written(tmp_path / "bad", sheets))
    assert (caught.value.problems[0].sheet, caught.value.problems[0].row) == ("measures", 3)
    assert Change.objects.count() == before
    assert Measure.objects.get(code="REV").frequency == "monthly"


def test_a_circle_through_what_is_stored_already(office, tmp_path):
    import_workbook(office, written(tmp_path / "good", ACME))
    with pytest.raises(Invalid, match=r"F1 serves C2 serves C1 serves F1|C1 serves F1 serves C2"):
        import_workbook(office, written(tmp_path / "bad", {"objectives": "code,name,serves\nF1,Grow,C2\n"}))


def test_a_thousand_unknown_codes_are_found_quickly(office, tmp_path):
    rows = "".join(f"NOBODY{i},2026-01,1\n" for i in range(50_000))
    started = time.process_time()
    problems = faults(office, tmp_path, actuals="measure,period,value\n" + rows)
    assert time.process_time() - started < 10
    assert len(problems) == 1_001
    assert "49,000 more" in problems[-1].message


def test_markup_in_names_is_text(office, tmp_path):
    name = '<script>alert(1)</script>"&'
    sheets = {"units": 'code,name\nX,"' + name.replace('"', '""') + '"\n'}
    import_workbook(office, written(tmp_path / "book", sheets))
    assert Unit.objects.get().name == name
