"""What is exported comes back as it was, and no spreadsheet runs what stands in it."""

import csv
import random
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.db import connection
from tests.exchange.workbooks import ACME, written
from tests.measures.a_target import set_target

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.exchange.workbook import export, import_workbook, sheets
from hoshin.measures.models import Actual, Measure
from hoshin.measures.services import define_measure, record_actual
from hoshin.org.models import Organisation, Person, Unit
from hoshin.org.services import change_unit
from hoshin.scorecards.models import Edge, Score
from hoshin.strategy.models import Contribution, Objective, Perspective, Plan
from hoshin.strategy.services import (
    add_objective,
    create_plan,
    remove_contribution,
    remove_objective,
    remove_perspective,
    set_contribution,
)

pytestmark = pytest.mark.django_db
LIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "'=2", "''=3", "'quoted'"]


def everything(actor):
    """All that is stored, as rows of sheets; instants too."""
    rows = {name: list(sheet.stored(actor)) for name, sheet in sheets().items()}
    served = {name: added.stored(actor) for name, sheet in sheets().items() for added in sheet.added}
    return rows | {"served": served, "actuals": list(sheets()["actuals"].exported(actor, True))}


def emptied():
    """An installation with nothing in it."""
    tables = [model._meta.db_table for model in (Actual, Measure, Objective, Plan, Person, Unit, Organisation)]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def furnished(office, tmp_path):
    """Acme, with everything that can be said, awkward texts and awkward numbers."""
    numbers = random.Random(7)
    awkward = [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, -0.0, 123456789012345678.0, -2.5]
    awkward += [numbers.uniform(-1, 1) * 10.0 ** numbers.randint(-300, 300) for _ in range(60)]
    months = [f"{2020 + i // 12}-{i % 12 + 1:02d}" for i in range(len(awkward))]
    rows = "".join(f"WAIT,{month},{value!r},OPS\n" for month, value in zip(months, awkward, strict=True))
    with clock.fixed(datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)):
        import_workbook(office, written(tmp_path / "acme", ACME))
        import_workbook(office, written(tmp_path / "numbers", {"actuals": "measure,period,value,unit\n" + rows}))
    for index, text in enumerate(LIVE):
        Unit.objects.create(code=f"U{index}", name=text)
    Objective.objects.filter(code="C2").update(description='=HYPERLINK("http://x")\nsecond line, "quoted"; _x0041_')
    Objective.objects.filter(code="C1").update(description="\t=1\n  and the rest ")
    Measure.objects.filter(code="REV").update(
        is_key=True, decimals=2, natural_limit=100.5, window="rolling", window_length=3, source="=cmd|' /C calc'!A0"
    )
    with clock.fixed(datetime(2026, 4, 1, tzinfo=UTC)):
        correction = {"actuals": "measure,period,value,note,source\nREV,2026-06,1,=bad,@worse\n"}
        import_workbook(office, written(tmp_path / "correction", correction))
    return office


@pytest.mark.parametrize("name", ["out.xlsx", pytest.param("out", marks=pytest.mark.sql)])
def test_an_empty_installation_gets_the_same_rows(furnished, tmp_path, name):
    before = everything(furnished)
    path = export(furnished, tmp_path / name, history=True)
    emptied()
    import_workbook(furnished, path)
    after = everything(furnished)
    for sheet, rows in before.items():
        assert after[sheet] == rows, sheet
    assert repr(after["actuals"]) == repr(before["actuals"])


@pytest.mark.parametrize("name", ["out.xlsx", pytest.param("out", marks=pytest.mark.sql)])
def test_importing_ones_own_export_changes_nothing(furnished, tmp_path, name):
    result = import_workbook(furnished, export(furnished, tmp_path / name))
    assert result.differences == []
    assert (result.total.created, result.total.changed) == (0, 0)
    assert result.warnings == []


def test_exporting_twice_gives_the_same_files(furnished, tmp_path):
    one, two = export(furnished, tmp_path / "one"), tmp_path / "two"
    emptied()
    import_workbook(furnished, one)
    export(furnished, two)
    for file in one.iterdir():
        assert file.read_bytes() == (two / file.name).read_bytes(), file.name


def test_no_text_becomes_a_formula(furnished, tmp_path):
    book = openpyxl.load_workbook(export(furnished, tmp_path / "out.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    for file in export(furnished, tmp_path / "out").iterdir():
        header, *rows = csv.reader(file.open(newline="", encoding="utf-8"))
        for name, cell in ((name, cell) for row in rows for name, cell in zip(header, row, strict=True)):
            if cell[:1] in ("=", "+", "@", "\t", "\r", "-"):
                assert sheets()[file.stem].column(name).kind.value == "number", (file.name, name, cell)
                float(cell)


def test_several_plans_come_back(office, tmp_path):
    sheets = {
        "organisation": "name\nAcme\n",
        "plans": "code,name,frequency,green_from\nB,Beta,annual,75.5\nA,Alpha,,\n",
        "themes": "code,name,plan\nT,Together,A\n",
        "perspectives": "code,name,plan,order\nPA,Financial,A,4\nPB,Customer,B,2\n",
        "objectives": "code,name,perspective,theme\nO1,One,PA,T\nO2,Two,PB,\n",
    }
    import_workbook(office, written(tmp_path / "book", sheets))
    before = everything(office)
    path = export(office, tmp_path / "out.xlsx")
    emptied()
    import_workbook(office, path)
    assert everything(office) == before


def test_a_viewer_does_not_export_private_objectives(furnished, vera, tmp_path):
    Objective.objects.filter(code="C1").update(visibility="private")
    path = export(Actor.of(vera, "web"), tmp_path / "out")
    text = "".join(file.read_text() for file in path.iterdir())
    assert "C1" not in text
    assert "Delight" not in text
    assert "C2" in text


def test_an_ending_that_is_neither(office, tmp_path):
    with pytest.raises(Invalid, match="neither"):
        export(office, tmp_path / "out.pdf")


def scores_of(code):
    """Every score of a plan, to the last bit."""
    rows = Score.objects.filter(node__plan__code=code).order_by("period")
    names = (
        "node__kind",
        "node__perspective__code",
        "node__objective__code",
        "node__measure__code",
        "node__unit__code",
    )
    return {repr(row) for row in rows.values_list(*names, "period", "score", "coverage", "status", "value", "target")}


@pytest.mark.parametrize("name", ["out.xlsx", pytest.param("out", marks=pytest.mark.sql)])
def test_scores_and_past_weights_come_back_to_the_bit(office, tmp_path, name):
    import_workbook(office, written(tmp_path / "acme", ACME))
    months = [f"2026-{month:02d}" for month in range(1, 11)]
    rows = "".join(f"REV,{month},{700 + 31.7 * n!r},\nWAIT,{month},{20 - n / 3!r},\n" for n, month in enumerate(months))
    with clock.fixed(datetime(2026, 11, 5, tzinfo=UTC)):
        import_workbook(office, written(tmp_path / "values", {"actuals": "measure,period,value,unit\n" + rows}))
        parent = Objective.objects.get(code="F1")
        served = parent.contributions.get(measure__code="REV")
        set_contribution(office, parent=parent, child=served.measure, weight=7, effective_on=date(2026, 6, 1))
        remove_contribution(office, contribution=parent.contributions.get(objective__code="C1"))
    assert Edge.objects.exclude(valid_from=None, valid_to=None).count() >= 2
    before, edges = scores_of("PLAN"), sheets()["edges"].stored(office)
    assert len(before) > 50
    path = export(office, tmp_path / name)
    emptied()
    with clock.fixed(datetime(2026, 11, 20, tzinfo=UTC)):
        import_workbook(office, path)
        assert sheets()["edges"].stored(office) == edges
        assert scores_of("PLAN") == before
        again = import_workbook(office, path)
    assert (again.total.created, again.total.changed) == (0, 0)
    assert scores_of("PLAN") == before


@pytest.mark.sql
def test_what_was_removed_and_where_units_stood_come_back_to_the_bit(office, tmp_path):
    import_workbook(office, written(tmp_path / "acme", ACME))
    months = [f"2026-{month:02d}" for month in range(1, 11)]
    held = [f"REV,{month},{10 + 3.7 * n!r},{unit}" for unit in ("T1", "T2") for n, month in enumerate(months)]
    units = "code,name,parent\nT1,Team 1,SALES\nT2,Team 2,OPS\n"
    sheets = {"units": units, "actuals": "measure,period,value,unit\n" + "\n".join(held)}
    with clock.fixed(datetime(2026, 11, 5, tzinfo=UTC)):
        import_workbook(office, written(tmp_path / "values", sheets))
        change_unit(office, unit=Unit.objects.get(code="T1"), parent=Unit.objects.get(code="OPS"))
        remove_objective(office, objective=Objective.objects.get(code="C1"))
        remove_objective(office, objective=Objective.objects.get(code="C2"))
        remove_perspective(office, perspective=Perspective.objects.get(code="CUS"))
    before, rows = scores_of("PLAN"), everything(office)
    assert len(rows["unit_places"]) == 2
    assert [row.code for row in rows["objectives"] if row.removed_on] == ["C1", "C2"]
    path = export(office, tmp_path / "out.xlsx")
    emptied()
    with clock.fixed(datetime(2026, 11, 20, tzinfo=UTC)):
        import_workbook(office, path)
        assert scores_of("PLAN") == before
        assert everything(office)["unit_places"] == rows["unit_places"]
        again = import_workbook(office, path)
    assert (again.total.created, again.total.changed) == (0, 0)
    assert scores_of("PLAN") == before


@pytest.mark.sql
def test_a_file_that_names_a_removed_objective_brings_it_back(office, tmp_path):
    path = written(tmp_path / "acme", ACME)
    import_workbook(office, path)
    before = everything(office)["objectives"]
    remove_objective(office, objective=Objective.objects.get(code="C2"))
    result = import_workbook(office, path)
    assert result.outcomes["objectives"].changed == 1
    assert everything(office)["objectives"] == before


@pytest.mark.sql
def test_an_objective_that_a_file_says_was_removed_leaves_the_plan(office, tmp_path):
    import_workbook(office, written(tmp_path / "acme", ACME))
    gone = "code,name,removed_on\nC2,Answer fast,2026-11-01\n"
    import_workbook(office, written(tmp_path / "gone", {"objectives": gone}))
    assert not Objective.objects.filter(code="C2").exists()
    assert not Contribution.objects.filter(objective__code="C2").exists()


def test_a_plan_built_step_by_step_scores_the_same_in_another_installation(office, tmp_path):
    numbers = random.Random(3)
    plan = create_plan(office, code="STEPS", name="Steps")
    top = add_objective(office, plan=plan, code="TOP", name="Top")
    months = [Period.parse(f"2026-{month:02d}") for month in (1, 5, 9)]
    with clock.fixed(datetime(2026, 10, 5, tzinfo=UTC)):
        for number in numbers.sample(range(40), 40):
            measure = define_measure(office, code=f"M{number}", name=f"Measure {number}")
            set_target(office, measure=measure, baseline=numbers.random(), target=1 + numbers.random())
            set_contribution(office, parent=top, child=measure, weight=numbers.uniform(0.1, 3))
            for month in months:
                record_actual(office, measure=measure, period=month, value=numbers.uniform(0, 2))
    before = scores_of("STEPS")
    path = export(office, tmp_path / "out")
    emptied()
    with clock.fixed(datetime(2026, 10, 20, tzinfo=UTC)):
        import_workbook(office, path)
    assert scores_of("STEPS") == before
