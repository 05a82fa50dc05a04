"""Olga brings Acme's strategy in a workbook."""

from datetime import UTC, date, datetime

import pytest
from tests.exchange.workbooks import ACME, written, xlsx

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change, Entry
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid
from hoshin.base.outcome import Outcome
from hoshin.exchange.workbook import import_workbook
from hoshin.measures.models import Actual, Measure, Target
from hoshin.org.models import Organisation, Person, Unit
from hoshin.strategy.models import CausalLink, Contribution, Objective, Plan

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture
def acme(tmp_path):
    return written(tmp_path / "acme", ACME)


def test_everything_stands_where_the_workbook_says(office, acme):
    result = import_workbook(office, acme)
    assert result.total == Outcome(created=22)
    assert Organisation.objects.get().name == "Acme"
    plan = Plan.objects.get()
    assert (plan.code, plan.name, plan.vision, plan.values) == ("PLAN", "Acme", "The best widgets", ["Care", "Dare"])
    assert Unit.objects.get(code="SALES").parent.code == "ACME"
    assert Unit.objects.get(code="SALES").head.name == "Bob Gray"
    assert Person.objects.get(employee_id="E2").manager.name == "Ada Lovelace"
    assert Person.objects.get(employee_id="E1").skills == ["analysis", "mathematics"]
    delight = Objective.objects.get(code="C1")
    assert (delight.perspective.code, delight.owner.name, delight.weight) == ("CUS", "Bob Gray", 1.0)
    found = Contribution.objects.values_list("parent__code", "objective__code", "measure__code", "weight", "kind")
    assert set(found) == {
        ("F1", "C1", None, 0.5, "contributes"),
        ("C1", "C2", None, 2.0, "contributes"),
        ("F1", "C2", None, 1.0, "aligns"),
        ("F1", None, "REV", 2.0, "contributes"),
        ("C1", None, "REV", 0.25, "contributes"),
        ("C2", None, "WAIT", 1.0, "contributes"),
    }
    assert CausalLink.objects.get().lag_months == 3
    assert Target.objects.filter(measure__code="WAIT", unit=None).get().starts_on is None
    assert Actual.objects.get(measure__code="REV", period=date(2026, 7, 1)).value == 0.1
    assert Change.objects.get().verb == "import"


def test_of_many_rows_those_alone_are_written_that_ask_for_something_else(office, tmp_path):
    def people(title_of):
        lines = [f"E{n},Person {n},{title_of(n)},{'E0' if n else ''},p{n}@acme.test" for n in range(600)]
        return written(tmp_path, {"people": "\n".join(["employee_id,name,title,manager,email", *lines])})

    assert import_workbook(office, people(lambda n: "Clerk")).total == Outcome(created=600)
    changed = import_workbook(office, people(lambda n: "Clerk" if n < 250 else "Head"))
    assert changed.total == Outcome(changed=350, unchanged=250)
    assert Person.objects.filter(version=2, title="Head", manager__employee_id="E0").count() == 350
    assert Person.objects.filter(version=1, title="Clerk").count() == 250
    updates = Entry.objects.filter(table="org_person", operation="U").values_list("after", flat=True)
    assert list(updates) == [{"title": "Head", "version": 2}] * 350


def test_the_second_time_nothing_changes(office, acme):
    first = import_workbook(office, acme)
    changes, entries = Change.objects.count(), Entry.objects.count()
    again = import_workbook(office, acme)
    assert again.total == Outcome(unchanged=first.total.created)
    assert again.differences == []
    assert (Change.objects.count(), Entry.objects.count()) == (changes, entries)


def test_a_dry_run_tells_the_same_and_changes_nothing(office, acme):
    preview = import_workbook(office, acme, dry_run=True)
    assert not Plan.objects.exists()
    assert not Actual.objects.exists()
    assert not Change.objects.exists()
    assert import_workbook(office, acme).outcomes == preview.outcomes
    found = {(d.sheet, d.code, d.field, d.before, d.after) for d in preview.differences}
    assert ("units", "SALES", "parent", "", "ACME") in found
    assert ("actuals", "REV 2026-07-01", "note", "", "odd month") in found


def test_a_change_is_shown_field_by_field_and_only_that_is_written(office, acme, tmp_path):
    import_workbook(office, acme)
    change = written(
        tmp_path / "change",
        {
            "measures": "code,name,objective,weight,serves\nrev,Turnover,F1,3,C1=0.25\n",
            "actuals": "measure,period,value\nREV,2026-06,900\nREV,2026-08,5\n",
        },
    )
    result = import_workbook(office, change)
    assert result.outcomes == {"measures": Outcome(changed=1), "actuals": Outcome(created=1, changed=1)}
    assert [(d.code, d.field, d.before, d.after) for d in result.differences] == [
        ("REV", "name", "Revenue", "Turnover"),
        ("REV", "serves", "F1=2.0;C1=0.25", "F1=3.0;C1=0.25"),
        ("REV 2026-06-01", "value", "812.5", "900"),
        ("REV 2026-08-01", "value", "", "5"),
    ]
    revenue = Measure.objects.get(code="REV")
    assert (revenue.unit_of_measure, revenue.owner.name) == ("EUR", "Ada Lovelace")
    before = Actual.objects.get(measure=revenue, period=date(2026, 6, 1), superseded_at__isnull=False)
    assert before.value == 812.5


def test_what_a_row_serves_no_more_is_taken_out(office, acme, tmp_path):
    import_workbook(office, acme)
    import_workbook(office, written(tmp_path / "move", {"measures": "code,name,objective\nREV,Revenue,C2\n"}))
    assert [c.parent.code for c in Contribution.objects.filter(measure__code="REV")] == ["C2"]
    import_workbook(office, written(tmp_path / "same", {"measures": "code,name\nREV,Revenue\n"}))
    assert [c.parent.code for c in Contribution.objects.filter(measure__code="REV")] == ["C2"]


def test_an_empty_cell_is_no_value_and_withdraws_nothing(office, acme, tmp_path):
    import_workbook(office, acme)
    text = "measure,period,value\nREV,2026-06,\nREV,2026-09,\n"
    result = import_workbook(office, written(tmp_path / "holes", {"actuals": text}))
    assert result.outcomes["actuals"] == Outcome(unchanged=2)
    assert "missing is not zero" in " ".join(result.warnings)
    assert Actual.objects.get(measure__code="REV", period=date(2026, 6, 1)).value == 812.5


@pytest.mark.parametrize(
    ("periods", "frequency"),
    [
        (["2026", "2025"], "annual"),
        (["2026-Q1", "2026-Q2"], "quarterly"),
        (["2026-W01"], "weekly"),
        (["2026-01-31", "2026-02-28", "2026-03-31"], "monthly"),
        (["2026-01-05", "2026-01-06", "2026-01-07"], "daily"),
        (["2026-01-31"], "monthly"),
    ],
)
def test_a_frequency_that_is_not_given_is_found_in_the_actuals(office, tmp_path, periods, frequency):
    rows = "".join(f"M,{period},1\n" for period in periods)
    sheets = {"measures": "code,name\nM,Margin\n", "actuals": "measure,period,value\n" + rows}
    import_workbook(office, written(tmp_path / "book", sheets))
    assert Measure.objects.get().frequency == frequency


def test_numerator_and_denominator_make_a_ratio(office, tmp_path):
    sheets = {
        "measures": "code,name\nM,Margin\n",
        "actuals": "measure,period,value,numerator,denominator\nM,2026-01,,1,4\n",
    }
    import_workbook(office, written(tmp_path / "book", sheets))
    assert Measure.objects.get().aggregation == "ratio"
    assert Actual.objects.get().value == 0.25


def test_the_scorecard_is_kept_as_often_as_the_measures_but_not_more_often_than_monthly(office, tmp_path):
    for code, frequency, expected in (("A", "annual", "annual"), ("D", "daily", "monthly")):
        sheets = {
            "organisation": f"name,plan\nAcme,{code}\n",
            "objectives": f"code,name,plan\n{code}1,Grow,{code}\n",
            "measures": f"code,name,objective,frequency\n{code}M,Margin,{code}1,{frequency}\n",
        }
        import_workbook(office, written(tmp_path / code, sheets))
        assert Plan.objects.get(code=code).frequency == expected


def test_a_day_stands_for_the_period_it_lies_in(office, tmp_path):
    sheets = {
        "measures": [["code", "name", "frequency"], ["M", "Margin", "quarterly"]],
        "targets": [["measure", "period", "target"], ["M", (46218, "yyyy-mm-dd"), 5]],
        "actuals": [["measure", "period", "value"], ["M", date(2026, 7, 15), 1], ["M", "2026-05-31", 2]],
    }
    import_workbook(office, xlsx(tmp_path / "book.xlsx", sheets))
    assert set(Actual.objects.values_list("period", "value")) == {(date(2026, 7, 1), 1.0), (date(2026, 4, 1), 2.0)}
    assert Target.objects.get().starts_on == date(2026, 7, 1)


def test_several_plans(office, tmp_path):
    sheets = {
        "plans": "code,name\nA,Alpha\nB,Beta\n",
        "perspectives": "code,name,plan\nPA,Financial,A\nPB,Customer,B\n",
        "objectives": "code,name,perspective\nO1,One,PA\nO2,Two,PB\n",
    }
    import_workbook(office, written(tmp_path / "book", sheets))
    assert dict(Objective.objects.values_list("code", "plan__code")) == {"O1": "A", "O2": "B"}
    with pytest.raises(Invalid, match="several plans"):
        import_workbook(office, written(tmp_path / "more", {"objectives": "code,name\nO3,Three\n"}))


def test_an_import_hears_how_far_it_is(office, acme):
    heard = []
    import_workbook(office, acme, progress=lambda done, total, sheet: heard.append((done, total, sheet)))
    assert (3, 3, "actuals") in heard
    assert (3, 3, "objectives") in heard


@pytest.mark.parametrize("who", ["carl", "vera"])
def test_who_may_not_import_is_told_so(request, acme, who):
    actor = Actor.of(request.getfixturevalue(who), "web")
    with pytest.raises(Denied):
        import_workbook(actor, acme)
    assert not Plan.objects.exists()


def test_versions_come_back_with_their_instants(office, tmp_path):
    text = (
        "measure,period,value,recorded_at\nM,2026-01,1,2026-02-01T08:00:00Z\n"
        "M,2026-01,2,2026-03-01T08:00:00Z\nM,2026-02,,2026-03-05T08:00:00Z\nM,2026-02,7,2026-03-01T08:00:00Z\n"
    )
    book = written(tmp_path / "book", {"measures": "code,name\nM,Margin\n", "actuals": text})
    with clock.fixed(datetime(2026, 4, 1, tzinfo=UTC)):
        result = import_workbook(office, book)
        again = import_workbook(office, book)
    assert result.outcomes["actuals"] == Outcome(created=2, changed=2)
    assert again.outcomes["actuals"] == Outcome(unchanged=4)
    rows = Actual.objects.filter(period=date(2026, 1, 1)).order_by("recorded_at")
    assert [(row.value, row.recorded_at, row.superseded_at) for row in rows] == [
        (1.0, datetime(2026, 2, 1, 8, tzinfo=UTC), datetime(2026, 3, 1, 8, tzinfo=UTC)),
        (2.0, datetime(2026, 3, 1, 8, tzinfo=UTC), None),
    ]
    withdrawn = Actual.objects.get(period=date(2026, 2, 1), superseded_at=None)
    assert (withdrawn.value, withdrawn.recorded_at) == (None, datetime(2026, 3, 5, 8, tzinfo=UTC))
