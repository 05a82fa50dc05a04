"""A person at a keyboard reads the scorecard, asks why, corrects a value, sees the score move, tries targets."""

import pytest
from playwright.sync_api import expect
from tests.worlds import OCTOBER

from hoshin.measures.models import Actual, Measure, Target
from hoshin.measures.services import record_actual

pytestmark = pytest.mark.django_db


@pytest.fixture
def enterprise(year_world, november):
    """Names as long as real ones, values up to last month."""


def test_the_scorecard_by_keyboard(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/?open=all")
    page.locator("[data-row] [data-open]").first.focus()
    page.keyboard.press("w")
    page.wait_for_selector("#panel h2")
    assert "weighted mean" in page.locator("#panel").inner_text()
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
    page.goto("/?open=all")
    page.get_by_label("Filter by name or code").fill("median")
    page.wait_for_url("**q=median**")
    expect(page.locator('a[href^="/measures/k1"]')).to_have_count(0)
    expect(page.get_by_label("Filter by name or code")).to_be_focused()


def test_a_value_is_corrected_in_place_and_taken_back(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/measures/k3")
    before = page.locator("#score").inner_text()
    row = page.locator(f"#value-{OCTOBER}")
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
    page.locator(f"#value-{OCTOBER} [data-edit]").click()
    page.locator("input[name=value]").wait_for()
    record_actual(system, measure=Measure.objects.get(code="k3"), period=OCTOBER, value=71)
    page.locator("input[name=value]").fill("72")
    page.get_by_role("button", name="Record").click()
    conflict = page.locator(".conflict")
    conflict.wait_for()
    assert "71" in conflict.inner_text()
    assert "72" in conflict.inner_text()
    page.get_by_role("button", name="Save mine over theirs").click()
    expect(page.locator("#score")).to_have_text("72")
    assert Actual.objects.get(measure__code="k3", period=OCTOBER.start, superseded_at=None).value == 72.0


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


def test_twelve_targets_pasted_into_four_lines_are_twelve_targets(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/measures/k2/targets")
    heads = page.locator("table.grid thead th").all_inner_texts()
    assert heads == ["From", "Unit", "Baseline", "Target", "Red", "Green"], "those that its scoring reads"
    assert page.locator("table.grid tbody tr").count() == 4
    page.get_by_label("From, line 2").focus()
    lines = "".join(f"2027-{month:02d}\t\t0\t{80 + month}\r\n" for month in range(1, 13))
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        lines,
    )
    expect(page.locator("table.grid tbody tr")).to_have_count(13)
    page.get_by_role("button", name="Add a line").click()
    expect(page.get_by_label("From, line 14")).to_be_focused()
    page.get_by_role("button", name="Save the targets").click()
    page.wait_for_url("**/measures/k2")
    targets = Target.objects.filter(measure__code="k2", starts_on__year=2027).order_by("starts_on")
    assert [target.target for target in targets] == [80.0 + month for month in range(1, 13)]


def test_a_measure_is_recorded_and_defined_from_its_header(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/measures/k5")
    page.get_by_role("link", name="Record", exact=True).click()
    expect(page.locator("input[name=value]")).to_be_focused()
    page.keyboard.type("47")
    page.keyboard.press("Enter")
    expect(page.locator("#score")).to_have_text("47")
    page.get_by_role("link", name="Edit", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Unit of measure").fill("days")
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator("#toasts")).to_contain_text("k5 is saved.")
    assert page.url.endswith("/measures/k5"), "one is back on its page"
    assert Measure.objects.get(code="k5").unit_of_measure == "days"
    page.get_by_role("link", name="In the plan").click()
    page.wait_for_url("**/plan?**")
    expect(page.get_by_label("Name of k5", exact=True).first).to_be_visible()
    page.get_by_role("link", name="Page of k5").first.click()
    page.wait_for_url("**/measures/k5")


def test_the_focus_stays_where_one_was_working_and_esc_closes_what_is_open(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/measures/k3")
    row = page.locator(f"#value-{OCTOBER}")
    row.locator("[data-edit]").focus()
    page.keyboard.press("e")
    expect(page.locator("input[name=value]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("input[name=value]")).to_have_count(0)
    expect(row.locator("[data-open]")).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("input[name=value]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("90")
    page.keyboard.press("Enter")
    expect(page.locator("#score")).to_have_text("90")
    expect(row.locator("[data-open]")).to_be_focused()
    edit = page.get_by_role("link", name="Edit", exact=True)
    edit.click()
    page.get_by_role("dialog").get_by_label("Unit of measure").fill("days")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("is saved.")
    expect(page.get_by_role("link", name="Edit", exact=True)).to_be_focused()
    page.locator(".bar summary.picker").first.click()
    expect(page.locator("details.menu[open]")).to_have_count(1)
    page.locator("h1").click()
    page.locator(".bar summary.picker").first.click()
    page.keyboard.press("Escape")
    expect(page.locator("details.menu[open]")).to_have_count(0)


def test_the_scorecard_is_printed_from_its_first_page_on(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/?open=all")
    page.emulate_media(media="print")
    assert page.locator("main .button:visible, main .foot:visible, .rail:visible, .bar:visible").count() == 0
    assert page.locator("#card").evaluate("card => getComputedStyle(card).breakInside") == "auto"
    paper = page.pdf(format="A4")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") + paper.count(b"/Type/Page/") <= 1
    page.emulate_media(media="null")


def test_the_palette_finds_a_measure(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/?open=all")
    page.keyboard.press("Control+k")
    page.keyboard.type("median")
    page.locator("#palette [role=option]", has_text="Median time").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/k3")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_why_panel_closes_and_the_focus_goes_back(signed_in, olga, enterprise, width):
    page = signed_in(olga)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/?open=all")
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
    page.goto("/?open=all")
    page.locator("[data-row] [data-open]").first.focus()
    page.keyboard.press("w")
    page.locator("#panel h2").wait_for()
    page.keyboard.press("Control+k")
    page.locator("#palette [role=option]").first.wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator("#panel h2")).to_be_visible()


def test_what_stands_on_a_phone_alone_takes_no_room_at_a_desk(signed_in, olga, enterprise):
    page = signed_in(olga)
    page.goto("/")
    expect(page.locator("#card .phone-only")).to_be_hidden()
    period = page.locator(".bar .steps summary")
    assert period.evaluate("at => at.firstElementChild.scrollWidth <= at.firstElementChild.clientWidth"), "told whole"
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator("#card .phone-only")).to_be_visible()
    brief = period.locator(".phone-only")
    expect(brief).to_have_text("Oct ’26")
    assert brief.evaluate("at => at.scrollWidth <= at.clientWidth"), "told whole beside the plan"
