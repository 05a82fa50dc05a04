"""The story by keyboard: an objective is cascaded, its terms are changed with a reason, accepted, and seen as agreed."""

import pytest
from playwright.sync_api import expect
from tests.agreements.a_team import a_team

from hoshin.agreements.models import GoalAgreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(supplied_world, november, office):
    return a_team(office)


def test_cascade_change_with_a_reason_accept_and_see_what_is_agreed(signed_in, team):
    page = signed_in(team["mona"].user)
    page.goto("/agreements/cascade/GROW")
    page.get_by_label("Person or unit").first.focus()
    page.keyboard.type("Carl Contributor · P1")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Person or unit")).to_have_count(2)
    page.get_by_role("button", name="Fill the targets in").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("100 % of the way")).to_be_visible()
    page.get_by_label("Person or unit").first.focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/agreements")
    page = signed_in(team["carl"].user)
    page.goto("/agreements")
    page.get_by_role("link", name="Grow").first.focus()
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
    page.get_by_role("link", name="Grow").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("One ward is closed.")).to_be_visible()
    page.get_by_role("button", name="Accept").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="All that was agreed of it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("holds now")).to_be_visible()
    expect(page.get_by_text("from 0 to 40")).to_be_visible()
    assert GoalAgreement.objects.get().owner == team["carl"]
