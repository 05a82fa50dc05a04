"""1:1s and action items go out and come in by the workbook, each to whoever takes part; private notes stand in no file."""

import csv
from datetime import date

import pytest
from tests.meetings.cast import TUESDAY, actor_of

from hoshin.accounts.models import User
from hoshin.base.errors import Denied, Invalid
from hoshin.exchange.workbook import export, import_workbook
from hoshin.meetings.models import ActionItem, OneOnOne
from hoshin.meetings.rows import ActionItemRow
from hoshin.meetings.services import (
    add_action_item,
    change_action_item,
    upsert_action_items,
    write_notes,
    write_private_note,
)

pytestmark = pytest.mark.django_db
HEAD = "code,organiser,partner,starts_on,at,cadence,minutes,time_zone"


@pytest.fixture
def keeper(people):
    """Mia works in the office as well: who imports needs that right."""
    User.objects.filter(person=people["M"]).update(role="office")
    return actor_of("M")


def written(folder, **sheets):
    folder.mkdir(exist_ok=True)
    for name, lines in sheets.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
    return folder


def rows_of(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_what_goes_out_comes_in_again_and_changes_nothing(people, keeper, weekly, tmp_path):
    item = add_action_item(keeper, one_on_one=weekly, text="Ask three customers", owner=people["B"], due_on=TUESDAY)
    change_action_item(keeper, item=item, done_on=TUESDAY)
    write_notes(keeper, one_on_one=weekly, day=TUESDAY, notes="We spoke of pay")
    write_private_note(keeper, one_on_one=weekly, day=TUESDAY, text="He seems tired")
    export(keeper, tmp_path / "out")
    assert [row["code"] for row in rows_of(tmp_path / "out" / "one_on_ones.csv")] == ["M-B-1"]
    [told] = rows_of(tmp_path / "out" / "action_items.csv")
    assert (told["one_on_one"], told["text"], told["done_on"]) == ("M-B-1", "Ask three customers", "2026-11-24")
    everything = "".join(path.read_text() for path in (tmp_path / "out").iterdir())
    assert "tired" not in everything
    assert "spoke of pay" not in everything
    before = [(one.version, one.sequence) for one in OneOnOne.objects.all()]
    import_workbook(keeper, tmp_path / "out")
    assert [(one.version, one.sequence) for one in OneOnOne.objects.all()] == before


def test_nobody_else_has_them_in_their_file_nor_overwrites_them(people, weekly, office, tmp_path):
    export(office, tmp_path / "out")
    assert not (tmp_path / "out" / "one_on_ones.csv").exists() or rows_of(tmp_path / "out" / "one_on_ones.csv") == []
    line = "M-B-1,M,B,2026-12-01,09:00,weekly,30,Europe/Berlin"
    with pytest.raises(Invalid, match="Other 1:1s have this code already"):
        import_workbook(office, written(tmp_path / "in", one_on_ones=[HEAD, line]))
    with pytest.raises(Denied, match="are of others"):
        upsert_action_items(office, [ActionItemRow("M-B-1", 1, "Mine now", "B")])


def test_the_office_brings_those_of_others_from_another_product(people, office, tmp_path):
    line = "LS,L,S,2026-12-01,09:00,monthly,45,America/New_York"
    items = ["one_on_one,number,text,owner,due_on", "LS,1,Ask the regions,S,2026-12-08"]
    import_workbook(office, written(tmp_path / "in", one_on_ones=[HEAD, line], action_items=items))
    one = OneOnOne.objects.get()
    assert (one.organiser.name, one.cadence, one.agreement) == ("Lea Lead", "monthly", "agreed")
    item = ActionItem.objects.get()
    assert (item.owner.name, item.due_on) == ("Sam Side", date(2026, 12, 8))


def test_faults_are_named_at_once(people, office, tmp_path):
    lines = [
        HEAD,
        "A,L,L,2026-12-01,09:00,weekly,30,Europe/Berlin",
        "B,L,S,2026-12-01,nine,weekly,30,Europe/Berlin",
        "C,L,S,2026-12-01,09:00,weekly,30,Mars/Olympus",
    ]
    items = ["one_on_one,number,text,owner", "D,1,Ask,S"]
    with pytest.raises(Invalid) as caught:
        import_workbook(office, written(tmp_path / "in", one_on_ones=lines, action_items=items))
    said = [(problem.field, problem.row) for problem in caught.value.problems]
    assert {("one_on_one", 2)} <= set(said)
    with pytest.raises(Invalid) as caught:
        import_workbook(office, written(tmp_path / "in", one_on_ones=lines, action_items=[items[0], "B,1,Ask,M"]))
    said = {(problem.field, problem.row) for problem in caught.value.problems}
    assert {("partner", 2), ("at", 3), ("time_zone", 4)} <= said
