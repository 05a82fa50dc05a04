"""An app says what its sheets are; exchange, the reference and the limits of the tables follow."""

import re
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.exchange.workbooks import written

from hoshin.base.drafts import in_order
from hoshin.base.errors import Invalid
from hoshin.base.outcome import Outcome
from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number, ordered
from hoshin.exchange.workbook import export, import_workbook, sheets
from hoshin.measures.models import Measure, Target
from hoshin.org.models import Organisation, Person, Unit
from hoshin.strategy.models import CausalLink, Objective, Perspective, Plan, Theme

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
MODELS = {
    "organisation": Organisation,
    "plans": Plan,
    "units": Unit,
    "people": Person,
    "perspectives": Perspective,
    "themes": Theme,
    "objectives": Objective,
    "causal_links": CausalLink,
    "measures": Measure,
    "targets": Target,
}
COLUMNS = [(name, column) for name in MODELS for column in sheets()[name].columns if column.kind.name != "PERIOD"]


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=[f"{name}-{column.name}" for name, column in COLUMNS])
def test_what_fits_a_column_fits_the_table(sheet, column):
    """Rows of a file are written without being asked by the model again."""
    field = MODELS[sheet]._meta.get_field(column.row_field)
    if field.is_relation:
        assert column.refers
        return
    if column.kind in (ColumnKind.LINE, ColumnKind.CODE):
        assert column.longest <= field.max_length
    if column.choices:
        assert set(column.choices) == {value for value, _ in field.choices}
    if column.empty is None:
        assert field.null or column.required
    # How units come together is proposed by the service where a file leaves it open.
    if column.empty == "" and column.name != "across_units":
        assert field.blank or column.required


@pytest.mark.parametrize("name", sheets())
def test_every_sheet_and_column_stands_in_the_reference(name):
    """In `workbook.md`, or on the page that an app has in the reference."""
    sections = [one for page in REFERENCE.glob("*.md") for one in page.read_text().split("\n### ")[1:]]
    said = [one for one in sections if one.startswith(f"{name}\n")]
    assert said
    words = {word for one in said for word in re.findall(r"[a-z0-9_]+", one)}
    assert [column.name for column in sheets()[name].all_columns() if column.name not in words] == []


class Mood(NamedTuple):
    person: str
    joy: float | None
    since: str
    until: str


STORED: list[Mood] = []


def _check(draft, book):
    yield from in_order(draft, "since", "until")


def _write(actor, rows):
    named = {row.person for row in rows}
    STORED[:] = [row for row in STORED if row.person not in named] + list(rows)


MOODS = Sheet(
    "moods",
    "mood",
    (
        code("person", "people", required=True),
        number("joy", 0, 10),
        Column("since", ColumnKind.DATE),
        Column("until", ColumnKind.DATE),
    ),
    ("person",),
    Mood,
    after="people",
    stored=lambda actor: STORED,
    check=_check,
    write=_write,
)


@pytest.fixture
def moods(monkeypatch):
    """An app above org that has a sheet of its own."""
    STORED.clear()
    known = ordered([*sheets().values(), MOODS])
    for module in ("drafting", "matching", "export", "write_csv"):
        monkeypatch.setattr(sys.modules[f"hoshin.exchange.workbook.{module}"], "sheets", lambda: known)


@pytest.mark.django_db
def test_a_new_sheet_comes_in_and_goes_out_without_a_word_in_exchange(office, tmp_path, moods):
    people = "employee_id,name\nE1,Ada\nE2,Bo\n"
    book = written(tmp_path / "book", {"people": people, "moods": "person,joy,since\ne1,7.5,2026-01-05\nE2,,\n"})
    result = import_workbook(office, book)
    assert result.outcomes["moods"] == Outcome(created=2)
    assert [row.person for row in STORED] == ["E1", "E2"]
    assert import_workbook(office, book).total == Outcome(unchanged=4)
    moved = import_workbook(office, written(tmp_path / "moved", {"moods": "person,joy\nE1,3\n"}))
    assert [(d.code, d.field, d.before, d.after) for d in moved.differences] == [("E1", "joy", "7.5", "3")]
    text = (export(office, tmp_path / "out") / "moods.csv").read_text()
    assert "E1,3.0,2026-01-05," in text


@pytest.mark.django_db
def test_faults_of_a_new_sheet_have_their_places(office, tmp_path, moods):
    rows = "person,joy,since,until\nE9,11,,\nE1,1,2026-02-01,2026-01-01\nE1,2,,\n"
    with pytest.raises(Invalid) as caught:
        import_workbook(office, written(tmp_path, {"people": "employee_id,name\nE1,Ada\n", "moods": rows}))
    found = {(problem.sheet, problem.row, problem.field) for problem in caught.value.problems}
    assert found == {("moods", 2, "joy"), ("moods", 2, "person"), ("moods", 3, "until"), ("moods", 4, "person")}
    assert STORED == []
