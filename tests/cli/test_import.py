"""Somebody imports what they have: it comes in whole, or they learn everything that is wrong with it."""

import json

import pytest

from hoshin.measures.models import Measure

MEASURES = "code,name,objective,direction\nREV,Revenue,GROW,higher\n"
OBJECTIVES = "code,name,perspective\nGROW,Grow,FIN\n"
PERSPECTIVES = "code,name\nFIN,Financial\n"
TARGETS = "measure,baseline,target\nREV,0,50\n"
ACTUALS = "measure,period,value\nREV,2026-09,20\nREV,2026-10,30\n"


@pytest.fixture
def workbook(sheets):
    return sheets(perspectives=PERSPECTIVES, objectives=OBJECTIVES, measures=MEASURES, targets=TARGETS, actuals=ACTUALS)


def test_a_folder_of_sheets_is_recognised(run, workbook, november):
    result = run("import", workbook, "--format", "json")
    assert result.exit_code == 0, result.stderr
    sheets = {sheet["sheet"]: sheet["created"] for sheet in json.loads(result.stdout)["sheets"]}
    assert sheets["measures"] == 1
    assert sheets["actuals"] == 2
    assert "created" in result.stderr
    (revenue,) = json.loads(run("score", "--node", "rev", "--format", "json").stdout)
    assert (revenue["score"], revenue["period"], revenue["kind"]) == (60.0, "2026-10", "measure")


def test_a_dry_run_changes_nothing(run, workbook):
    result = run("import", workbook, "--dry-run")
    assert result.exit_code == 0
    assert "Nothing was changed" in result.stderr
    assert not Measure.objects.exists()


def test_a_second_time_changes_nothing(run, workbook):
    run("import", workbook)
    again = json.loads(run("import", workbook, "--format", "json").stdout)
    assert all(sheet["created"] == sheet["changed"] == 0 for sheet in again["sheets"])


def test_published_series_are_recognised(run, canada):
    assert Measure.objects.count() == 36


def test_several_paths_are_one_step(run, workbook, canada, sheets, tmp_path):
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "actuals.csv").write_text("measure,period,value\nREV,2026-10,x\n")
    result = run("import", workbook, bad)
    assert result.exit_code == 1
    assert not Measure.objects.filter(code="REV").exists()


def test_every_fault_is_named_and_nothing_changes(run, sheets):
    folder = sheets(
        measures="code,name,direction\nREV,Revenue,upp\nREV,Again,higher\n",
        actuals="measure,period,value\nREW,2026-13,x\n",
    )
    result = run("import", folder)
    assert result.exit_code == 1
    assert result.stdout == ""
    for words in ("sheet measures, row 2, column direction", "upp", "sheet actuals, row 2, column period", "2026-13"):
        assert words in result.stderr
    assert "Traceback" not in result.output
    assert not Measure.objects.exists()


@pytest.mark.parametrize("name", ["nowhere.xlsx", "nowhere"])
def test_a_path_that_is_not_there(run, name, tmp_path):
    result = run("import", tmp_path / name)
    assert result.exit_code == 1
    assert "There is no file or folder" in result.stderr


def test_a_file_of_another_kind(run, tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.4")
    result = run("import", path)
    assert result.exit_code == 1
    assert "plan.pdf is a PDF" in result.stderr


def test_a_mapping_for_a_workbook_is_refused(run, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"PK")
    result = run("import", path, "--mapping", "canada")
    assert (result.exit_code, "needs no mapping" in result.stderr) == (1, True)


def test_no_path_is_wrong_usage(run):
    assert run("import").exit_code == 2


def test_what_is_exported_scores_the_same(run, workbook, tmp_path, november):
    run("import", workbook)
    before = json.loads(run("score", "--format", "json").stdout)
    target = tmp_path / "out.xlsx"
    assert run("export", target).exit_code == 0
    assert run("import", target).exit_code == 0
    assert json.loads(run("score", "--format", "json").stdout) == before


def test_an_export_to_another_kind_of_file_is_refused(run, workbook, tmp_path):
    result = run("export", tmp_path / "out.pdf")
    assert (result.exit_code, "neither an .xlsx file nor a folder" in result.stderr) == (1, True)
