"""A person at a keyboard reads the scorecard, asks why, corrects a value, sees the score move, tries targets."""

import pytest
from playwright.sync_api import expect
from tests.scorecards.conftest import build_enterprise

from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Actual, Measure, Target
from hoshin.measures.services import record_actual
from hoshin.org.models import Person
from hoshin.scorecards.models import Node, Score

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

LAST = Period.containing(clock.today(), Frequency.MONTHLY).shift(-1)


@pytest.fixture
def enterprise(system, transactional_db):
    """Names as long as real ones, a measure for each state, values up to last month."""
    plan = build_enterprise(system)
    maya = Person.objects.create(employee_id="1", name="Maya Dorn")
    Measure.objects.filter(code="k3").update(
        name="Median time from the first question to a complete and understandable answer", owner=maya
    )
    for back in range(14):
        for code, start in (("k1", 80), ("k2", 60), ("k3", 40), ("k4", 75)):
            period = LAST.shift(-back)
            record_actual(system, measure=Measure.objects.get(code=code), period=period, value=start - back)
    return plan


def test_the_scorecard_by_keyboard(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/")
    page.locator("[data-row] [data-open]").first.focus()
    page.keyboard.press("w")
    page.wait_for_selector("#panel h2")
    assert "Weighted mean" in page.locator("#panel").inner_text()
    page.locator("[data-row] [data-open]").first.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**shut=**")
    expect(page.locator('tr a[href^="/measures/k3"]')).to_have_count(0)
    expect(page.locator("[data-row] [data-open]").first).to_be_focused()
    page.reload()
    assert page.locator('tr a[href^="/measures/k3"]').count() == 0, "the address keeps what is folded"
    page.locator("[data-row] [data-open]").nth(1).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/**")


def test_filtering_keeps_the_place_and_the_address(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/")
    page.get_by_label("Filter by name or code").fill("median")
    page.wait_for_url("**q=median**")
    expect(page.locator('a[href^="/measures/k1"]')).to_have_count(0)
    expect(page.get_by_label("Filter by name or code")).to_be_focused()


def test_a_value_is_corrected_in_place_and_taken_back(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/measures/k3")
    before = page.locator("#score").inner_text()
    row = page.locator(f"#value-{LAST}")
    row.locator("[data-edit]").focus()
    page.keyboard.press("e")
    expect(page.locator("input[name=value]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("90")
    page.keyboard.press("Enter")
    expect(page.locator("#score")).to_have_text("90")
    assert f"moved from {before} to 90" in page.locator("#toasts").inner_text()
    page.locator("#toasts button", has_text="Undo").click()
    expect(page.locator("#score")).to_have_text(before)


def test_somebody_else_was_faster(signed_in, olga, system, enterprise):
    page = signed_in(olga)
    page.goto("/measures/k3")
    page.locator(f"#value-{LAST} [data-edit]").click()
    page.locator("input[name=value]").wait_for()
    record_actual(system, measure=Measure.objects.get(code="k3"), period=LAST, value=71)
    page.locator("input[name=value]").fill("72")
    page.get_by_role("button", name="Record").click()
    conflict = page.locator(".conflict")
    conflict.wait_for()
    assert "71" in conflict.inner_text()
    assert "72" in conflict.inner_text()
    page.get_by_role("button", name="Save mine over theirs").click()
    expect(page.locator("#score")).to_have_text("72")
    assert Actual.objects.get(measure__code="k3", period=LAST.start, superseded_at=None).value == 72.0


def test_targets_are_tried_on_the_past_while_typing(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/measures/k3/targets")
    page.get_by_label("Target, line 1").fill("50")
    page.keyboard.press("Tab")
    expect(page.locator("#past p")).not_to_contain_text("0 of 24")
    expect(page.locator("#past p")).to_contain_text("another status")
    assert Target.objects.get(measure__code="k3").target == 100.0
    page.get_by_role("button", name="Save the targets").click()
    page.wait_for_url("**/measures/k3")
    assert Target.objects.get(measure__code="k3").target == 50.0


def test_the_palette_finds_a_measure(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("median")
    page.locator("#palette [role=option]", has_text="Median time").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/k3")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_why_panel_closes_and_the_focus_goes_back(signed_in, olga, enterprise, width):
    page = signed_in(olga)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    row = page.locator("[data-row] [data-open]").first
    row.focus()
    page.keyboard.press("w")
    page.locator("#panel h2").wait_for()
    page.locator("#panel td a").first.click()
    expect(page.locator("#panel h2")).not_to_have_text(row.inner_text())
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(row).to_be_focused()


def test_escape_closes_the_palette_and_leaves_the_panel(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/")
    page.locator("[data-row] [data-open]").first.focus()
    page.keyboard.press("w")
    page.locator("#panel h2").wait_for()
    page.keyboard.press("Control+k")
    page.locator("#palette [role=option]").first.wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator("#panel h2")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_what_opens_over_a_page_stands_in_nobodys_way(signed_in, olga, enterprise, violations, theme, width):
    page = signed_in(olga)
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    page.locator("[data-row] [data-open]").nth(1).focus()
    page.keyboard.press("w")
    page.locator("#panel h2").wait_for()
    assert violations(page) == [], "with the panel"
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("median")
    page.locator("#palette [role=option]", has_text="Median time").wait_for()
    assert violations(page) == [], "with the palette"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("#keys[open]").wait_for()
    assert violations(page) == [], "with the list of keys"


def test_long_words_fit_on_a_narrow_screen(signed_in, olga, enterprise):
    """The five words of progress are longer than the three of the other scale."""
    Score.objects.filter(status__in=(1, 2, 3)).update(status=14)
    why = Node.objects.get(plan=enterprise, kind="plan").pk
    page = signed_in(olga)
    page.set_viewport_size({"width": 390, "height": 900})
    for address in ("/", "/objectives", "/measures", f"/why/{why}"):
        page.goto(address)
        expect(page.get_by_text("Substantial progress").first).to_be_visible()
        reach = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert reach <= 0, f"{address} is {reach} pixels too wide"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_stands_in_anyones_way(signed_in, olga, enterprise, violations, theme, width):
    page = signed_in(olga)
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("/", "/measures/k3", "/measures/k3/targets", "/objectives/OC", "/objectives", "/measures",
                    "/find?q=k", f"/measures/k3/values/{LAST}"):  # fmt: skip
        page.goto(address)
        assert violations(page) == [], address
        reach = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert reach <= 0, f"{address} is {reach} pixels too wide at {width}"
    page.goto("/")
    page.locator("[data-why]").nth(1).click()
    page.wait_for_selector("#panel h2")
    assert violations(page) == []
