"""Five values that are late are recorded in a minute, by keyboard alone; nothing that was typed is lost."""

import pytest
from playwright.sync_api import expect
from tests.worlds import OCTOBER

from hoshin.measures.models import Actual, Measure
from hoshin.measures.services import define_measure, record_actual
from hoshin.strategy.models import Objective
from hoshin.strategy.services import set_contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(year_world, november, system):
    """Five values of October that are late, one of them of k5; the other measures report."""
    for number in range(4):
        measure = define_measure(system, code=f"m{number}", name=f"Late measure {number}", unit_of_measure="%")
        set_contribution(system, parent=Objective.objects.get(code="OF"), child=measure)
        record_actual(system, measure=measure, period=OCTOBER.shift(-1), value=50 + number)


def recorded() -> dict[str, float]:
    rows = Actual.objects.filter(period=OCTOBER.start, superseded_at=None, value__isnull=False)
    return dict(rows.order_by("measure__code").values_list("measure__code", "value"))


def test_five_late_values_take_a_handful_of_keys(signed_in, olga, late):
    page = signed_in(olga)
    page.goto("/values")
    expect(page.get_by_role("heading", level=1)).to_have_text("5 values to record, 5 of them late")
    expect(page.get_by_label("Value of k5, October 2026")).to_be_focused()
    keys = 0
    for value in ("47", "51", "52.5", "53", "54"):
        page.keyboard.type(value)
        page.keyboard.press("Enter" if value != "54" else "Control+Enter")
        keys += len(value) + 1
    expect(page.get_by_role("heading", level=1)).to_have_text("No value is due")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert keys == 17, "at one key every three seconds that is less than a minute"
    assert {code: value for code, value in recorded().items() if code in ("k5", "m1")} == {"k5": 47.0, "m1": 52.5}
    page.locator("#toasts button", has_text="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 values to record, 5 of them late")


def test_a_column_is_pasted_and_a_wrong_cell_is_where_one_goes_on(signed_in, olga, late):
    page = signed_in(olga)
    page.goto("/values")
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "47\\t first\\r\\n51\\r\\nabc\\r\\n53\\r\\n54\\r\\n");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.get_by_text("5 of 5 changed")).to_be_visible()
    page.keyboard.press("Control+Enter")
    wrong = page.get_by_label("Value of Late measure 1, October 2026")
    expect(wrong).to_be_focused()
    expect(page.get_by_text("“abc” is not a number.")).to_be_visible()
    assert "m0" not in recorded()
    page.keyboard.press("Control+a")
    page.keyboard.type("52")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("No value is due")
    assert {"k5": 47.0, "m0": 51.0, "m1": 52.0, "m2": 53.0, "m3": 54.0}.items() <= recorded().items()
    assert Actual.objects.get(measure__code="k5", period=OCTOBER.start, superseded_at=None).note == "first"


def test_what_was_typed_outlives_the_page_and_notices_who_was_faster(signed_in, olga, late, system):
    page = signed_in(olga)
    page.goto("/values?period=2026-10")
    page.get_by_label("Value of k5, October 2026").fill("47")
    page.get_by_label("Note on k5, October 2026").fill("typed before lunch")
    page.goto("/")
    record_actual(system, measure=Measure.objects.get(code="k5"), period=OCTOBER, value=50)
    page.goto("/values?period=2026-10")
    expect(page.get_by_label("Value of k5, October 2026")).to_have_value("47")
    expect(page.get_by_label("Note on k5, October 2026")).to_have_value("typed before lunch")
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_text("recorded 50 at")).to_be_visible()
    page.get_by_role("button", name="Save all").click()
    expect(page.locator("#toasts")).to_contain_text("1 value recorded.")
    assert recorded()["k5"] == 47.0


def test_a_phone_shows_each_value_whole(signed_in, olga, late):
    Measure.objects.filter(code="m0").update(name="Unbroken" * 16)
    page = signed_in(olga)
    for width in (320, 390, 640):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/values")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        box = page.get_by_label("Value of k5, October 2026").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["height"] >= 24
        row = page.locator(".values tbody tr").first
        for cell in (".first", ".now", ".note"):
            assert row.locator(cell).bounding_box()["width"] > 0.85 * row.bounding_box()["width"], (cell, width)


def test_an_odd_value_is_confirmed_by_one_key_and_its_form_fits_a_phone(signed_in, olga, late):
    page = signed_in(olga)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/measures/k5")
    page.locator("main a[href*='/values/2026-10']").first.click()
    page.get_by_label("Value optional").fill("4700")
    page.keyboard.press("Enter")
    expect(page.get_by_text("4,700 is more than ten times beyond")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert recorded().get("k5") != 4700.0
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Recorded 4,700")
    assert recorded()["k5"] == 4700.0
