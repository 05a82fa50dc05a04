"""A chart is read period by period, with the mouse, a finger or the keyboard; the page is whole without any of it."""

import pytest
from playwright.sync_api import expect
from tests.worlds import OCTOBER

pytestmark = pytest.mark.django_db


@pytest.fixture
def charted(charted_world, november):
    """A note, a target that became stricter, units, and a second plan."""


def reader(page):
    return page.get_by_role("slider", name="Read the chart period by period")


def test_the_keyboard_goes_from_period_to_period(signed_in, olga, charted):
    page = signed_in(olga)
    page.goto("/measures/k3")
    reader(page).focus()
    page.keyboard.press("ArrowLeft")
    card = page.locator(".plot-card")
    expect(card).to_contain_text(OCTOBER.shift(-1).label)
    expect(reader(page)).to_have_attribute(
        "aria-valuetext", f"{OCTOBER.shift(-1).label}, Value 39, Target 80, Score 49, Status At risk"
    )
    page.keyboard.press("End")
    expect(card).to_contain_text("Counted twice, then checked.")
    expect(card).to_contain_text("41")
    expect(reader(page)).to_have_attribute("aria-valuenow", "13")
    page.keyboard.press("ArrowRight")
    expect(reader(page)).to_have_attribute("aria-valuenow", "13")
    page.keyboard.press("Home")
    expect(card).to_contain_text("100")
    expect(reader(page)).to_have_attribute("aria-valuenow", "0")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.keyboard.press("Tab")
    expect(card).to_be_hidden()


def test_the_crosshair_stands_on_the_point_that_the_mouse_is_near(signed_in, olga, charted):
    page = signed_in(olga)
    page.goto("/measures/k3")
    box = reader(page).bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    expect(page.locator(".plot-card")).to_be_visible()
    dot, points = page.locator(".plot-dot").bounding_box(), page.locator(".wide-chart .mark-symbol path")
    centre = (dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2)
    nearest = min(
        abs(one["x"] + one["width"] / 2 - centre[0]) + abs(one["y"] + one["height"] / 2 - centre[1])
        for one in (point.bounding_box() for point in points.all())
    )
    assert nearest < 2, "the mark lies on a point of the drawing"
    page.mouse.move(5, 5)
    expect(page.locator(".plot-card")).to_be_hidden()


def test_a_finger_reads_the_narrow_chart(window_of, olga, charted):
    page = window_of(olga, viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto("/measures/k3")
    reader(page).scroll_into_view_if_needed()
    box = reader(page).bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.3, box["y"] + 80)
    card = page.locator(".plot-card")
    expect(card).to_be_visible()
    shown = card.bounding_box()
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= 390
    assert shown["y"] + shown["height"] <= box["y"] or shown["y"] >= box["y"] + box["height"], "it covers no value"


def test_a_corrected_value_is_read_from_the_new_chart(signed_in, olga, charted):
    page = signed_in(olga)
    page.goto("/measures/k3?plan=S")
    row = page.locator(f"#value-{OCTOBER}")
    row.locator("[data-edit]").focus()
    page.keyboard.press("e")
    page.locator("input[name=value]").fill("77")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts .toast")).to_be_visible()
    expect(reader(page)).to_have_count(1)
    reader(page).focus()
    page.keyboard.press("End")
    expect(page.locator(".plot-card")).to_contain_text("77")
    expect(page.locator("#measure")).to_contain_text("This page shows Second")


def test_without_script_the_page_says_the_same(window_of, olga, charted):
    page = window_of(olga, java_script_enabled=False)
    page.goto("/measures/k3")
    assert reader(page).count() == 0
    page.get_by_text("The values as a table").click()
    expect(page.get_by_role("cell", name="Counted twice, then checked.").first).to_be_visible()
