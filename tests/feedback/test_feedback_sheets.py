"""Feedback and recognition as sheets: everybody's own out and in, and nobody else's words."""

import pytest
from tests.exchange.workbooks import written

from hoshin.accounts.access import Actor
from hoshin.base.errors import HoshinError
from hoshin.exchange.workbook import export, import_workbook
from hoshin.feedback.models import Feedback, Recognition
from hoshin.feedback.services import recognise, write_feedback, write_without_name
from hoshin.feedback.ties import Tie

WORD = "zanzibar"
HEAD = "code,giver,receiver,text,given_at\n"
DAY = "2026-11-20T10:00:00+00:00"


@pytest.fixture
def said(team):
    to_olga = write_feedback(
        team.as_of("vera"), receiver=team.olga, text="You listened.", tie=Tie(team.objective, "Care")
    )
    write_feedback(team.as_of("olga"), receiver=team.carl, text="A draft of mine.", is_draft=True)
    write_feedback(team.as_of("vera"), receiver=team.carl, text=f"{WORD}, between us.")
    write_without_name(team.as_of("vera"), to=team.hans, text=f"{WORD} without a name.")
    recognise(team.as_of("vera"), person=team.carl, text="You stayed late.", value="Care")
    return to_olga


def test_what_one_may_read_goes_out_and_comes_back_the_same(team, said, tmp_path):
    export(team.as_of("olga"), tmp_path / "out")
    sheets = {path.stem: path.read_text() for path in (tmp_path / "out").glob("*.csv")}
    assert sheets["feedback"].count("\n") == 3
    assert WORD not in "".join(sheets.values())
    again = import_workbook(team.as_of("olga"), tmp_path / "out")
    assert (again.total.created, again.total.changed) == (0, 0)
    kept = {(row.text, row.value, row.given_at) for row in Feedback.objects.exclude(text__contains=WORD)}
    Feedback.objects.exclude(text__contains=WORD).delete()
    Recognition.objects.all().delete()
    import_workbook(team.as_of("olga"), tmp_path / "out")
    assert {(row.text, row.value, row.given_at) for row in Feedback.objects.exclude(text__contains=WORD)} == kept
    assert Recognition.objects.get().text == "You stayed late."


def test_neither_an_administrator_nor_the_shell_takes_out_that_of_others(team, said, tmp_path):
    for name, actor in (("ada", team.as_of("ada")), ("shell", Actor.system())):
        folder = export(actor, tmp_path / name, history=True)
        text = "".join(path.read_text() for path in folder.glob("*.csv"))
        assert WORD not in text
        assert "You listened." not in text


@pytest.mark.parametrize(
    "row",
    [
        f"x1,VERA,CARL,Words that I bring in.,{DAY}",
        "x2,VERA,OLGA,A draft of somebody else.,",
        "{code},VERA,OLGA,Never what she wrote.," + DAY,
        "{other},OLGA,CARL,Over words that I do not know.," + DAY,
    ],
)
def test_nobody_brings_in_what_they_may_not_read_nor_rewrites_others(team, said, tmp_path, row):
    other = Feedback.objects.get(text__contains="between us")
    line = row.format(code=said.code, other=other.code)
    before = sorted(Feedback.objects.values_list("text", "version"))
    with pytest.raises(HoshinError):
        import_workbook(team.as_of("olga"), written(tmp_path / "in", {"feedback": HEAD + line + "\n"}))
    assert sorted(Feedback.objects.values_list("text", "version")) == before


def test_recognition_is_not_rewritten_by_others(team, said, tmp_path):
    row = Recognition.objects.get()
    line = f"code,giver,person,text\n{row.code},VERA,CARL,Something else.\n"
    with pytest.raises(HoshinError):
        import_workbook(team.as_of("olga"), written(tmp_path / "in", {"recognition": line}))
