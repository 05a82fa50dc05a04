"""The same in a real browser: choose a file, look, say yes, and see it on the scorecard."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.exchange.workbooks import ACME
from tests.web.exchange_stories import acme

from hoshin.exchange.transfers import exporting, importing

pytestmark = pytest.mark.django_db
BROKEN = acme(
    measures="code,name,objective\nREV,Revenue,NOPE\nWAIT,Waiting,C2\n",
    actuals="measure,period,value\nREV,2026-13,x\nREV,2026-06,1e999\nWAIT,2026-06,twelve\n",
)


@pytest.fixture(autouse=True)
def own_data_folder(settings, tmp_path):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path / "data")


@pytest.fixture
def at_work(worker, own_data_folder):
    """A worker beside the server, as in an installation; the other stories do its jobs themselves."""
    with worker():
        yield


@pytest.fixture
def sent(tmp_path):
    """A file of that name with these bytes, to be chosen in the browser."""

    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def upload(page, *paths):
    page.goto("/exchange")
    page.get_by_label("Files", exact=True).set_input_files(list(paths))
    page.get_by_role("button", name="Show what will change").click()


def test_from_the_file_to_the_scorecard(signed_in, olga, sent, sound, run_jobs):
    page = signed_in(olga)
    upload(page, sent("acme.zip", acme()))
    run_jobs()
    page.get_by_role("heading", name="What acme.zip will change").wait_for()
    sound(page, "preview-new")
    page.get_by_role("button", name="Import 22 rows").click()
    run_jobs()
    page.get_by_role("heading", name="acme.zip is imported").wait_for()
    sound(page, "imported")
    page.get_by_role("link", name="See the scorecard").click()
    page.get_by_text("Grow profitably").first.wait_for()

    changed = ACME["objectives"].replace("Grow profitably", "Grow <b>sustainably</b>")
    upload(page, sent("objectives.csv", changed.encode()))
    run_jobs()
    page.get_by_text("Grow <b>sustainably</b>").wait_for()
    sound(page, "preview-changed")
    page.get_by_role("button", name="Import 1 row").click()
    run_jobs()
    page.get_by_role("heading", name="objectives.csv is imported").wait_for()


def test_faults_are_shown_with_their_places(signed_in, olga, sent, sound, run_jobs):
    page = signed_in(olga)
    upload(page, sent("acme.zip", BROKEN))
    run_jobs()
    page.get_by_role("heading", name="things in acme.zip need mending").wait_for()
    table = page.get_by_role("region", name="Faults")
    assert table.get_by_role("row").filter(has_text="2026-13").count() == 1
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the list").click()
    assert "2026-13" in Path(download.value.path()).read_text("utf-8-sig")
    sound(page, "faults")


def test_an_organisation_begins_with_a_template(signed_in, olga):
    page = signed_in(olga)
    page.goto("/templates")
    page.get_by_role("button", name="Start with it Company").click()
    page.get_by_text("things to make your own").wait_for()


def test_a_file_to_take_home(at_work, signed_in, vera, monkeypatch):
    """Within the patience of the page the file comes by itself, however slow the machine is just now."""
    monkeypatch.setitem(exporting.begin_export.__kwdefaults__, "patience", 60)
    page = signed_in(vera)
    page.goto("/exchange")
    assert page.get_by_role("button", name="Show what will change").count() == 0
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_progress_is_shown_and_the_result_comes_by_itself(at_work, signed_in, olga, sent, monkeypatch):
    """With no patience the page shows how far it is, asks again, and turns into the preview without a click."""
    monkeypatch.setattr(
        importing.begin_import, "__kwdefaults__", importing.begin_import.__kwdefaults__ | {"patience": 0}
    )
    rows = "".join(f"REV,{1900 + month // 12}-{month % 12 + 1:02},{month}\n" for month in range(1_200))
    many = "measure,period,value,unit\n" + "".join(
        f"{row.strip()},{unit}\n" for row in rows.splitlines() for unit in ("SALES", "OPS", "")
    )
    page = signed_in(olga)
    upload(page, sent("acme.zip", acme(actuals=many)))
    page.get_by_text("Looking at what will change").wait_for()
    page.get_by_role("heading", name="What acme.zip will change").wait_for()


def test_without_a_script_it_works_as_well(at_work, window_of, olga, sent):
    page = window_of(olga, java_script_enabled=False)
    upload(page, sent("acme.zip", acme()))
    page.get_by_role("button", name="Import 22 rows").click()
    page.get_by_role("heading", name="acme.zip is imported").wait_for()
