"""The same in a real browser: choose a file, look, say yes, and see it on the scorecard."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from tests.exchange.workbooks import ACME
from tests.web.exchange_stories import acme

from hoshin.exchange.transfers import importing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
SHOTS = os.environ.get("HOSHIN_SCREENSHOTS")
BROKEN = acme(
    measures="code,name,objective\nREV,Revenue,NOPE\nWAIT,Waiting,C2\n",
    actuals="measure,period,value\nREV,2026-13,x\nREV,2026-06,1e999\nWAIT,2026-06,twelve\n",
)


@pytest.fixture(autouse=True)
def own_data_folder(settings, tmp_path, worker):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path / "data")
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


def shot(page, name):
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def sound_everywhere(page, violations, name):
    """No finding of axe and no sideways scrolling, light and dark, on a phone and on a desk."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.evaluate("theme => document.documentElement.dataset.theme = theme", theme)
            # Colours move to the new theme over a moment.
            page.wait_for_timeout(250)
            assert violations(page) == [], f"{name}, {width}, {theme}"
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} at {width}"
            shot(page, f"{name}-{width}-{theme}")


def test_from_the_file_to_the_scorecard(signed_in, olga, sent, violations):
    page = signed_in(olga)
    upload(page, sent("acme.zip", acme()))
    page.get_by_role("heading", name="What acme.zip will change").wait_for(timeout=30_000)
    sound_everywhere(page, violations, "preview-new")
    page.get_by_role("button", name="Import 22 rows").click()
    page.get_by_role("heading", name="acme.zip is imported").wait_for(timeout=30_000)
    sound_everywhere(page, violations, "imported")
    page.get_by_role("link", name="See the scorecard").click()
    page.get_by_text("Grow profitably").first.wait_for()

    changed = ACME["objectives"].replace("Grow profitably", "Grow <b>sustainably</b>")
    upload(page, sent("objectives.csv", changed.encode()))
    page.get_by_text("Grow <b>sustainably</b>").wait_for(timeout=30_000)
    sound_everywhere(page, violations, "preview-changed")
    page.get_by_role("button", name="Import 1 row").click()
    page.get_by_role("heading", name="objectives.csv is imported").wait_for(timeout=30_000)


def test_faults_are_shown_with_their_places(signed_in, olga, sent, violations):
    page = signed_in(olga)
    upload(page, sent("acme.zip", BROKEN))
    page.get_by_role("heading", name="things in acme.zip need mending").wait_for(timeout=30_000)
    table = page.get_by_role("region", name="Faults")
    assert table.get_by_role("row").filter(has_text="2026-13").count() == 1
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the list").click()
    assert "2026-13" in Path(download.value.path()).read_text("utf-8-sig")
    sound_everywhere(page, violations, "faults")


def test_the_page_itself_and_the_templates(signed_in, olga, violations):
    page = signed_in(olga)
    page.goto("/exchange")
    sound_everywhere(page, violations, "exchange")
    page.goto("/templates")
    sound_everywhere(page, violations, "templates")
    page.get_by_role("button", name="Start with it Company").click()
    page.get_by_text("things to make your own").wait_for(timeout=30_000)


def test_a_file_to_take_home(signed_in, vera, violations):
    page = signed_in(vera)
    page.goto("/exchange")
    assert page.get_by_role("button", name="Show what will change").count() == 0
    sound_everywhere(page, violations, "exchange-viewer")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_progress_is_shown_and_the_result_comes_by_itself(signed_in, olga, sent, violations, monkeypatch):
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
    page.get_by_text("Looking at what will change").wait_for(timeout=10_000)
    shot(page, "progress")
    page.get_by_role("heading", name="What acme.zip will change").wait_for(timeout=60_000)


def test_without_a_script_it_works_as_well(chromium, live_server, olga, sent):
    client = Client()
    client.force_login(olga, backend="django.contrib.auth.backends.ModelBackend")
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    upload(page, sent("acme.zip", acme()))
    page.get_by_role("button", name="Import 22 rows").click(timeout=30_000)
    page.get_by_role("heading", name="acme.zip is imported").wait_for(timeout=30_000)
    context.close()
