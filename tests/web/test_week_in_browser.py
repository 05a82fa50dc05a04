"""Five key results take twelve keys beyond what is typed, on a phone as well; nothing that was typed is lost."""

import pytest
from django.conf import settings
from playwright.sync_api import expect
from tests.checkins.conftest import forecast_of_customers, goal_of_carl

from hoshin.accounts.access import Actor
from hoshin.checkins.models import Blocker, CheckIn
from hoshin.okrs.rows import KeyResultDraft
from hoshin.okrs.services import change_goal

pytestmark = pytest.mark.django_db
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def goal(supplied_world, november, carl):
    return goal_of_carl(Actor.of(carl, "web"))


@pytest.fixture
def five(goal, carl):
    """The goal with three key results more."""
    own = Actor.of(carl, "web")
    drafts = [KeyResultDraft(f"Offers in region {number}", 0, 50) for number in range(3)]
    return change_goal(own, commitment=goal, key_results=drafts)


def said() -> dict[str, tuple[float | None, int | None, str]]:
    rows = CheckIn.objects.order_by("measure__code").values_list("measure__code", "value", "confidence", "note")
    return {code: tuple(row) for code, *row in rows}


def test_five_key_results_take_twelve_keys_on_a_phone(signed_in, carl, five):
    page = signed_in(carl)
    page.set_viewport_size(PHONE)
    page.goto("/week")
    expect(page.get_by_role("heading", level=1)).to_have_text("5 to look at")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    keys = 0

    def press(*names: str) -> int:
        for name in names:
            page.keyboard.press(name)
        return len(names)

    page.keyboard.type("6")
    keys += press("Tab")
    page.keyboard.type("4")
    keys += press("Tab")
    page.keyboard.type("Two signed.")
    keys += press("Enter")
    page.keyboard.type("7")
    keys += press("Enter", "n")
    page.keyboard.type("12")
    keys += press("b")
    page.keyboard.type("No offers without a price list.")
    keys += press("Enter")
    page.keyboard.type("20")
    expect(page.locator("[data-changed]")).to_have_text("5 of 5 to save")
    keys += press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for this week")
    assert keys <= 12
    assert said() == {
        "P1-1.1": (6, 4, "Two signed."),
        "P1-1.2": (7, None, ""),
        "P1-1.3": (None, None, ""),
        "P1-1.4": (12, None, ""),
        "P1-1.5": (20, None, ""),
    }
    assert Blocker.objects.get().text == "No offers without a price list."
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('hoshin:week'))") == []
    forecast_of_customers(probability=0.1)
    page.goto("/goals")
    expect(page.get_by_text("far apart: talk about it")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_what_is_typed_survives_a_closed_tab_a_lost_network_a_lost_session_and_a_second_tab(signed_in, carl, goal):
    page = signed_in(carl)
    page.goto("/week")
    page.keyboard.type("6")
    page.get_by_label("Note on New customers").fill("Two signed.")
    second = page.context.new_page()
    second.goto("/week")
    expect(second.get_by_label("Value of New customers, November 2026")).to_have_value("6")
    second.get_by_label("Value of Days to an offer, November 2026").fill("7")
    expect(page.get_by_label("Value of Days to an offer, November 2026")).to_have_value("7")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).not_to_be_empty()
    page.context.set_offline(False)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/sign-in**")
    assert not CheckIn.objects.exists()
    second.close()
    signed_in(carl)
    again = page.context.new_page()
    again.goto("/week")
    expect(again.get_by_label("Note on New customers")).to_have_value("Two signed.")
    again.keyboard.press("Control+Enter")
    expect(again.get_by_role("heading", level=1)).to_have_text("Done for this week")
    assert said() == {"P1-1.1": (6, None, "Two signed."), "P1-1.2": (7, None, "")}
