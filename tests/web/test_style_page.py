"""The style page in a real browser: every component, both themes, narrow and wide, mouse and keyboard."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_theme_that_a_person_chose_wins_over_the_systems(signed_in, vera, violations):
    page = signed_in(vera)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto("/style")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)

    page.get_by_role("button", name="Dark").click()

    assert page.evaluate(paper) != light
    assert page.get_by_role("button", name="Dark").get_attribute("aria-pressed") == "true"
    assert violations(page) == []


def test_rows_are_walked_folded_and_asked_by_keyboard(signed_in, vera):
    page = signed_in(vera)
    page.goto("/style")
    page.keyboard.press("j")
    focused = "document.activeElement.textContent"
    assert page.evaluate(focused) == "Fund growth from operations"

    page.keyboard.press("ArrowLeft")
    assert page.get_by_role("link", name="Operating cost per case").is_hidden()

    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "Answer citizens within a day", "folded rows are passed over"

    page.set_viewport_size({"width": 900, "height": 900})
    page.keyboard.press("w")
    page.locator("#panel.is-drawer").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#panel.is-drawer").count() == 0


def test_a_dialog_opens_in_place_and_its_notice_knows_the_way_back(signed_in, vera):
    page = signed_in(vera)
    page.goto("/style")
    page.get_by_role("link", name="Dialog", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Close the period").click()

    notice = page.locator("#toasts .toast")
    notice.get_by_text("October 2026 is closed.").wait_for()
    assert not dialog.is_visible()
    with page.expect_navigation():
        notice.get_by_role("button", name="Undo").click()


def test_the_dialog_is_a_page_where_there_is_no_script(client, vera):
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    answer = client.get("/style/dialog")

    assert b"<title>Close October 2026?" in answer.content
    assert b'method="post" action="/style/save"' in answer.content


def test_problems_land_where_they_were_made(signed_in, vera):
    page = signed_in(vera)
    page.goto("/style")
    form = page.locator("form", has=page.get_by_role("button", name="Send something wrong"))
    form.get_by_role("button").click()

    form.get_by_text("Did you mean answer-time?").wait_for()
    assert form.get_by_role("listitem").count() == 2


def test_a_column_is_pasted_from_a_spreadsheet(signed_in, vera):
    page = signed_in(vera)
    page.goto("/style")
    first = page.get_by_label("Target from 2026-02")
    first.focus()
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "11\\t12\\r\\n13\\t14\\r\\n");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )

    assert [first.input_value(), page.get_by_label("Red from 2026-02").input_value()] == ["11", "12"]
    assert page.get_by_label("Red from 2026-03").input_value() == "14"
    page.locator("#live", has_text="4 cells filled").wait_for(state="attached")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.ariaLabel") == "Red from 2026-03"


def _order(page):
    return page.locator("[data-sortable] li").evaluate_all("items => items.map(item => item.dataset.id).join()")


def test_the_order_is_changed_by_keyboard_and_announced(signed_in, vera):
    page = signed_in(vera)
    page.goto("/style")
    page.get_by_role("button", name="Move Answer citizens within a day").focus()
    with page.expect_request("**/style/order") as request:
        page.keyboard.press("Alt+ArrowDown")
        page.keyboard.press("Alt+ArrowDown")

    assert request.value.post_data == "order=2%2C3%2C1&moved=1", "two quick presses are one move"
    page.locator("#live", has_text="Answer citizens within a day: place 3 of 3").wait_for(state="attached")
    page.get_by_text("The order is kept.").wait_for()


def test_the_order_is_changed_by_dragging_and_comes_back_when_it_cannot_be_kept(signed_in, vera):
    page = signed_in(vera)
    page.goto("/style")

    def drag_last_to_top():
        handle = page.locator("[data-sortable] li").last.locator("[data-handle]")
        handle.scroll_into_view_if_needed()
        start, top = handle.bounding_box(), page.locator("[data-sortable] li").first.bounding_box()
        page.mouse.move(start["x"] + 8, start["y"] + 8)
        page.mouse.down()
        page.mouse.move(start["x"] + 8, start["y"] - 20, steps=4)
        page.mouse.move(start["x"] + 8, top["y"] - 6, steps=8)
        page.mouse.up()

    with page.expect_response("**/style/order"):
        drag_last_to_top()
    assert _order(page) == "3,1,2"

    page.locator("[data-sortable]").evaluate("list => list.dataset.url = '/style/trouble/conflict'")
    with page.expect_response("**/style/trouble/conflict"):
        drag_last_to_top()
    page.get_by_text("Maya Dorn changed the target to 20 h at 10:42.").wait_for()
    assert _order(page) == "3,1,2"


@pytest.mark.parametrize(
    ("kind", "status", "sentence"),
    [
        ("invalid", 422, "Did you mean answer-time?"),
        ("denied", 403, "Ask an administrator"),
        ("missing", 404, "There is no objective missing"),
        ("conflict", 409, "Maya Dorn changed the target"),
    ],
)
def test_every_error_is_a_page_and_a_fragment(client, vera, kind, status, sentence):
    client.force_login(vera, backend="hoshin.notices.signed_in.WithUnread")
    page = client.get(f"/style/trouble/{kind}")
    fragment = client.get(f"/style/trouble/{kind}", headers={"HX-Request": "true"})

    assert (page.status_code, fragment.status_code) == (status, status)
    assert sentence in page.content.decode()
    assert sentence in fragment.content.decode()
    assert b"<html" in page.content
    assert b"<html" not in fragment.content
    assert fragment["X-Problem"]


def test_a_stranger_sees_nothing(client, vera):
    answer = client.get("/style")

    assert answer.status_code in (302, 403)
    assert b"calm instrument" not in answer.content


def test_the_page_prints_without_its_frame(signed_in, vera):
    page = signed_in(vera)
    page.goto("/style")
    page.emulate_media(media="print")

    assert page.locator(".rail").is_hidden()
    assert page.locator(".bar").is_hidden()
    assert page.get_by_role("table").first.is_visible()
