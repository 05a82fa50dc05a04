"""Key results come in as a table: each is a measure that serves its objective, and goes out as one."""

import pytest
from tests.okrs.goals import written

from hoshin.accounts.access import Actor
from hoshin.base.errors import Invalid
from hoshin.exchange.workbook import export, import_workbook
from hoshin.measures.models import Actual, Measure
from hoshin.okrs.models import Commitment
from hoshin.strategy.models import Contribution

pytestmark = pytest.mark.django_db
HEADER = "code,objective,name,measure,direction,baseline,target,current,weight,due_date"


@pytest.fixture
def goal(supplied_world, november, carl):
    return written(Actor.of(carl, "web"), key_results=())


def sheet(folder, *rows):
    folder.mkdir(exist_ok=True)
    (folder / "key_results.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    return folder


def state():
    measures = Measure.objects.order_by("code").values(
        "code", "name", "direction", "unit_of_measure", "due_on", "owner"
    )
    targets = Measure.objects.order_by("code", "targets").values("code", "targets__baseline", "targets__target")
    served = Contribution.objects.order_by("pk").values("parent__code", "measure__code", "weight", "kind")
    values = Actual.objects.filter(superseded_at=None).order_by("pk").values("measure__code", "period", "value")
    drafts = Commitment.objects.values("pk", "is_draft")
    return [list(one) for one in (measures, targets, served, values, drafts)]


def test_each_row_becomes_a_measure_that_serves_the_goal(goal, office, tmp_path):
    assert goal.is_draft
    book = sheet(
        tmp_path / "in",
        "KR1,P1-1,New customers,,,0,12,3,2,2026-12-15",
        "KR2,P1-1,Days to an offer,,,9,4,,1,",
        "KR3,P1-1,Share of the north,,,12%,20%,,1,",
        "KR4,P1-1,Stock,,band,40,60,,1,",
        "KR5,P1-1,The portal is open,,milestone,,,25,1,",
        "X,P1-1,,REV,,,,,3,",
    )
    import_workbook(office, book)
    rows = {
        row.measure.code: row for row in Contribution.objects.filter(parent=goal.objective).select_related("measure")
    }
    assert {code: row.weight for code, row in rows.items()} == {
        "KR1": 2, "KR2": 1, "KR3": 1, "KR4": 1, "KR5": 1, "REV": 3
    }  # fmt: skip
    kr1, kr2, kr3, kr4, kr5 = (rows[f"KR{number}"].measure for number in range(1, 6))
    assert [kr.direction for kr in (kr1, kr2, kr3, kr4, kr5)] == ["higher", "lower", "higher", "band", "milestone"]
    assert (kr3.unit_of_measure, kr3.targets.get().target, kr4.targets.get().high) == ("%", 20, 60)
    assert (kr1.due_on.day, kr2.due_on, kr1.owner) == (15, goal.objective.due_date, goal.objective.owner)
    assert sorted(Actual.objects.filter(measure__in=(kr1, kr5)).values_list("value", flat=True)) == [3, 25]
    assert rows["REV"].measure.name == "Revenue"
    goal.refresh_from_db()
    assert not goal.is_draft
    before = state()
    again = import_workbook(office, book)
    assert (again.total.created, again.total.changed, state()) == (0, 0, before)
    export(office, tmp_path / "out")
    out = tmp_path / "out" / "key_results.csv"
    assert not out.exists() or len(out.read_text().splitlines()) == 1
    back = import_workbook(office, tmp_path / "out")
    assert (back.total.created, back.total.changed, state()) == (0, 0, before)


def test_a_changed_row_changes_its_measure(goal, office, tmp_path):
    import_workbook(office, sheet(tmp_path, "KR1,P1-1,New customers,,,0,12,,1,"))
    done = import_workbook(office, sheet(tmp_path, "KR1,P1-1,Customers,,,0,15,4,2,"))
    measure = Measure.objects.get(code="KR1")
    assert (done.total.changed, measure.name, measure.targets.get().target) == (1, "Customers", 15)
    assert measure.actuals.get().value == 4


def test_faults_are_named_together_and_nothing_is_written(goal, office, tmp_path):
    book = sheet(
        tmp_path, "KR1,NOWHERE,New,,,0,12,,1,", "KR2,P1-1,,,,0,12,,1,", "KR3,P1-1,,NONE,,,,,1,", "KR4,P1-1,x,,,0,1,,-1,"
    )
    with pytest.raises(Invalid) as told:
        import_workbook(office, book)
    assert {(problem.row, problem.field) for problem in told.value.problems} >= {
        (2, "objective"), (3, "name"), (4, "measure"), (5, "weight")
    }  # fmt: skip
    assert not Measure.objects.filter(code__startswith="KR").exists()
