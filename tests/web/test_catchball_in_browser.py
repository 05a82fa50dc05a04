"""The story by keyboard: cascade, catchball, agreement, check-in; the executive sees it move, and Why names the check-in."""

import re

import pytest
from playwright.sync_api import expect
from tests.agreements.a_team import a_team

from hoshin.agreements.models import GoalAgreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(supplied_world, november, office):
    return a_team(office)


def test_from_a_cascade_to_the_executives_why(signed_in, vera, team):
    page = signed_in(vera)
    page.goto("/objectives/GROW")
    expect(page.locator(".figure b")).to_have_text("60")
    page = signed_in(team["mona"].user)
    page.goto("/agreements/cascade/GROW")
    page.get_by_label("Person or unit").first.focus()

    # Whoever types on while the lines are drawn again loses nothing of it.
    def typing_on(route):
        page.keyboard.type("7")
        route.continue_()

    page.route("**/cascade/GROW/lines", typing_on, times=1)
    page.keyboard.type("Carl Contributor · P1")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Person or unit")).to_have_count(2)
    expect(page.get_by_label("From").first).to_have_value("7")
    page.get_by_role("button", name="Fill the targets in").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("100 % of the way")).to_be_visible()
    page.get_by_label("Person or unit").first.focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/agreements")
    page = signed_in(team["carl"].user)
    page.goto("/agreements")
    page.get_by_role("main").get_by_role("link", name="Grow").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your move")).to_be_visible()
    page.get_by_role("link", name="Change the terms").focus()
    page.keyboard.press("Enter")
    page.get_by_label("To", exact=True).first.fill("40")
    page.get_by_label("Why").fill("One ward is closed.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("It is the move of Mona")).to_be_visible()
    page = signed_in(team["mona"].user)
    page.goto("/agreements")
    page.get_by_role("main").get_by_role("link", name="Grow").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("One ward is closed.")).to_be_visible()
    page.get_by_role("button", name="Accept").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="All that was agreed of it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("holds now")).to_be_visible()
    expect(page.get_by_text("from 0 to 40")).to_be_visible()
    assert GoalAgreement.objects.get().owner == team["carl"]
    page = signed_in(team["carl"].user)
    page.goto("/week")
    page.keyboard.type("20")
    page.get_by_label("Note on Revenue").fill("One order signed.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for this week")
    page = signed_in(vera)
    page.goto("/objectives/GROW?period=2026-11")
    expect(page.locator(".figure b")).to_have_text("50")
    page.get_by_role("link", name="Why?").first.focus()
    page.keyboard.press("Enter")
    why = page.locator("#panel")
    # The objective and Carl's goal have one name: what a panel opens tells them apart.
    for part, opened in (("Grow", "/objectives/P1-1"), ("Revenue", "/measures/")):
        why.get_by_role("link", name=part, exact=True).focus()
        page.keyboard.press("Enter")
        expect(why.get_by_role("link", name="Open")).to_have_attribute("href", re.compile(f"^{opened}"))
        expect(why.get_by_role("heading", level=2)).to_have_text(part)
        expect(
            why.get_by_role("heading", name="What was recorded" if part == "Revenue" else "What it is made of")
        ).to_be_visible()
    expect(why).to_contain_text("One order signed.")
    expect(why).to_contain_text("Carl Contributor")
