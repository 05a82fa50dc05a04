"""Own surveys by files: they come back as they were, faults are named row by row, and results hold what the page holds."""

import csv
import json

import pytest
from click.testing import CliRunner
from tests.exchange.workbooks import written
from tests.pulse.a_survey import sent
from tests.pulse.conftest import launched
from tests.pulse.test_surveys import N, S, W, answer

from hoshin.base.errors import Invalid
from hoshin.base.outcome import Outcome
from hoshin.cli.surveys import surveys
from hoshin.exchange.workbook import export, import_workbook
from hoshin.pulse.models import Questionnaire
from hoshin.pulse.services import add_questionnaire, cast_ballot, close_wave

SURVEYS = "code,name,purpose\nLUNCH,Lunch,Whether it stays\n"
HEAD = "survey,question,place,kind,driver,topic,text_en,text_fr,options_en,options_fr,only_if,only_if_options\n"
ROWS = (
    'LUNCH,eat,1,choice,,,Where do you eat?,Où mangez-vous ?,"At home\nCanteen","À la maison\nCantine",,\n'
    "LUNCH,again,2,scale,,,I come again.,Je reviens.,,,eat,2\n"
    "LUNCH,tools,3,scale,tools,,The trays are clean.,Les plateaux sont propres.,,,,\n"
    "LUNCH,nps,4,enps,,,Would you recommend it?,Le recommanderiez-vous ?,,,,\n"
)


def read(folder, name):
    with open(folder / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_surveys_come_back_as_they_were(staff, canteen, tmp_path):
    add_questionnaire(staff.office, name="Ours", copy_of="engagement")
    before = list(Questionnaire.objects.order_by("pk").values("code", "name", "purpose", "questions"))
    folder = export(staff.office, tmp_path / "out")
    again = import_workbook(staff.office, folder)
    assert again.outcomes["survey_questions"] == Outcome(unchanged=4 + 22)
    Questionnaire.objects.all().delete()
    import_workbook(staff.office, folder)
    assert list(Questionnaire.objects.order_by("pk").values("code", "name", "purpose", "questions")) == before


def test_a_survey_is_written_by_a_file(staff, tmp_path):
    folder = written(tmp_path / "in", {"own_surveys": SURVEYS, "survey_questions": HEAD + ROWS})
    import_workbook(staff.office, folder)
    row = Questionnaire.objects.get()
    drivers = [(kept["code"], kept["driver"]) for kept in row.questions]
    assert drivers == [("eat", "eat"), ("again", "again"), ("tools", "tools"), ("nps", "enps")]
    assert row.questions[1]["only_if"] == {"question": "eat", "options": [1]}
    assert launched(staff, survey="LUNCH", languages=["fr"]).questions == row.questions
    more = HEAD + "lunch,first,1,text,,,What else?,Quoi d’autre ?,,,,\n"
    import_workbook(staff.office, written(tmp_path / "more", {"survey_questions": more}))
    row.refresh_from_db()
    assert [kept["code"] for kept in row.questions] == ["first", "eat", "again", "tools", "nps"]


@pytest.mark.parametrize(
    ("row", "match"),
    [
        ("LUNCH,eat,1,choice,,,Where?,,Home,,,", "two options"),
        ("LUNCH,eat,1,scale,,,It is quiet.,,,,,", "about"),
        ("LUNCH,eat,1,scale,tools,,,,,,,", "has words"),
        ("LUNCH,eat,1,scale,tools,,It is quiet.,,,,other,1", "depends on a question"),
        ('LUNCH,eat,1,choice,,,Where?,Où ?,"a\nb",x,,', "as many options"),
        ("NOWHERE,eat,1,scale,tools,,It is quiet.,,,,,", "no own survey"),
        ("LUNCH,eat,1,drawing,tools,,It is quiet.,,,,,", "drawing"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(staff, tmp_path, row, match):
    folder = written(tmp_path, {"own_surveys": SURVEYS, "survey_questions": f"{HEAD}{row}\n"})
    with pytest.raises(Invalid, match=match):
        import_workbook(staff.office, folder)
    assert not Questionnaire.objects.exists()


@pytest.mark.parametrize("code", ["engagement", "what for?"])
def test_a_code_of_the_library_or_of_no_address_is_refused(staff, tmp_path, code):
    with pytest.raises(Invalid, match=r"of the library|an address"):
        import_workbook(staff.office, written(tmp_path, {"own_surveys": f"code,name\n{code},Ours\n"}))


def test_other_words_need_another_code(staff, tmp_path):
    import_workbook(staff.office, written(tmp_path / "a", {"own_surveys": SURVEYS, "survey_questions": HEAD + ROWS}))
    other = HEAD + ROWS.replace("The trays are clean.", "The trays are dry.")
    with pytest.raises(Invalid, match="asked in other words"):
        import_workbook(staff.office, written(tmp_path / "b", {"survey_questions": other}))


def test_results_go_out_as_whoever_exports_sees_them_and_never_come_in(staff, tmp_path):
    wave = launched(staff)
    answer(staff, wave, (*N, *S, *W))
    close_wave(staff.office, wave=wave)
    rows = read(export(staff.office, tmp_path / "out"), "survey_results")
    assert {(row["unit"], row["n"]) for row in rows} == {("", "21")}
    shown = wave.results.filter(unit__parent=None).count()
    assert len(rows) == shown > 8
    held = wave.results.count()
    import_workbook(
        staff.office, written(tmp_path / "in", {"survey_results": (tmp_path / "out/survey_results.csv").read_text()})
    )
    assert wave.results.count() == held > shown


def test_what_was_chosen_leaves_by_sheet_and_command_as_it_stands_on_the_page(staff, canteen, tmp_path):
    wave, (where, _missing, quiet, words) = sent(staff, canteen)
    for at, name in enumerate((*N, *S, *W)):
        cast_ballot(staff.as_of(name), wave=wave, answers={where: at % 3, quiet: at % 5 + 1, words: "Bread"})
    close_wave(staff.office, wave=wave)
    rows = read(export(staff.office, tmp_path / "out"), "survey_choices")
    assert [(row["unit"], row["question"], row["place"], row["option"], row["n"], row["count"]) for row in rows] == [
        ("", where, "1", "At home", "21", "7"),
        ("", where, "2", "Canteen", "21", "7"),
        ("", where, "3", "Not", "21", "7"),
    ]
    told = CliRunner().invoke(surveys, [wave.code, "--choices", "--format", "json"], catch_exceptions=False)
    assert [(row["option"], row["count"], row["n"]) for row in json.loads(told.output)] == [
        ("At home", 7, 21),
        ("Canteen", 7, 21),
        ("Not", 7, 21),
    ]
    printed = CliRunner().invoke(surveys, [wave.code], catch_exceptions=False).output
    assert "Quiet" in printed
    assert "own_" not in printed
