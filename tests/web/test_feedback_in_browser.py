"""The story by keyboard: somebody asks for feedback, it is found at home, given with the coach beside, and read."""

import pytest
from playwright.sync_api import expect
from tests.meetings.cast import hire, person_of

from hoshin.feedback.models import Feedback

pytestmark = pytest.mark.django_db
SAID = "On Tuesday you let everybody finish, and we decided in 30 minutes."


@pytest.fixture
def team(db, system, november):
    return hire(system)


def test_ask_for_feedback_give_it_and_see_it_by_keyboard(signed_in, team):
    page = signed_in(person_of("B").user)
    page.goto("/feedback/ask")
    page.get_by_label("Whom you ask").focus()
    keys = page.keyboard
    keys.type("Sam Side · S")
    page.get_by_label("Your question").focus()
    keys.type("How was the meeting?")
    page.locator("main").get_by_role("button", name="Ask", exact=True).focus()
    keys.press("Enter")
    page.wait_for_url("**/feedback/asked")
    expect(page.locator("main")).to_contain_text("Sam Side")
    page = signed_in(person_of("S").user)
    page.goto("/home")
    page.get_by_role("link", name="Ben Builder asks you for feedback", exact=True).focus()
    keys.press("Enter")
    expect(page.locator("#readers")).to_contain_text("Ben Builder")
    page.get_by_role("textbox", name="Feedback").focus()
    keys.type("You are abrasive.")
    expect(page.get_by_text("This describes a trait: abrasive.")).to_be_visible()
    keys.press("Control+a")
    keys.type(SAID)
    expect(page.get_by_text("This describes a trait")).to_have_count(0)
    page.locator("main").get_by_role("button", name="Give", exact=True).focus()
    keys.press("Enter")
    page.wait_for_url("**/feedback/*")
    page.goto("/home")
    expect(page.get_by_role("link", name="Ben Builder asks you for feedback", exact=True)).to_have_count(0)
    assert Feedback.objects.get().given_at is not None
    page = signed_in(person_of("B").user)
    page.goto("/notices")
    page.get_by_role("link", name="You received feedback").first.focus()
    keys.press("Enter")
    expect(page.locator("main")).to_contain_text(SAID)
    for name in ("M", "L"):
        page = signed_in(person_of(name).user)
        assert page.goto(f"/feedback/{Feedback.objects.get().pk}").status == 404
