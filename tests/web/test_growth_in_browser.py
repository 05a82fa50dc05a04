"""The stories in a browser: somebody makes a step from a gap, also on a phone; a promotion with what the time shows."""

import pytest
from playwright.sync_api import expect
from tests.growth.conftest import framework, school, team

from hoshin.base import clock
from hoshin.feedback.services import write_feedback
from hoshin.growth.models import DevelopmentAction, LearningRecord
from hoshin.growth.services import (
    ask_to_learn,
    change_learning_session,
    decide_on_request,
    open_promotion_case,
)

pytestmark = pytest.mark.django_db
__all__ = ["framework", "school", "team"]
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_a_plan_to_grow_is_made_from_a_gap(signed_in, framework, size):
    page = signed_in(framework.users["carl"])
    if size:
        page.set_viewport_size(size)
    page.goto("/growth")
    page.get_by_role("link", name="Say where I stand").click()
    page.get_by_label("Clear writing", exact=True).select_option("1")
    page.get_by_label("Why, for Clear writing").fill("Two letters came back.")
    page.locator("main").get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("1 level below")).to_be_visible()
    page.get_by_role("link", name="Do something about Clear writing").click()
    expect(page.get_by_label("Competency")).to_have_value("COM")
    expect(page.get_by_label("To reach level")).to_have_value("2")
    page.get_by_label("What is done").fill("Write two letters with Vera")
    page.get_by_label("Until").fill("2026-12-01")
    page.get_by_label("Mentor").fill("Vera Viewer · VERA")
    page.get_by_role("button", name="Put it into the plan").click()
    expect(page.locator("#plan")).to_contain_text("Write two letters with Vera")
    expect(page.locator("#plan")).to_contain_text("1 → 2")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    row = DevelopmentAction.objects.get()
    assert (row.from_level, row.to_level, row.mentor) == (1, 2, framework.vera)
    page = signed_in(framework.users["vera"])
    page.goto(f"/growth/steps/{row.pk}")
    expect(page.locator("h1")).to_have_text("Write two letters with Vera")
    assert page.goto("/growth/people/CARL").status == 404


def test_a_promotion_shows_what_the_time_at_the_level_shows(signed_in, framework, sound):
    """Both parts come in behind the page, each kind is opened by a press, and something is added below."""
    mia = framework.as_of("mia")
    case = open_promotion_case(mia, person=framework.carl, to_role=framework.lead)
    write_feedback(mia, receiver=framework.carl, text="The letter of May held.")
    page = signed_in(framework.users["mia"])
    page.goto(f"/growth/promotions/{case.pk}")
    expect(page.get_by_role("heading", name="What was attained")).to_be_visible()
    told = page.get_by_role("region", name="What was said, and what came between")
    expect(told.get_by_text("The letter of May held.")).to_be_visible()
    told.get_by_text("Feedback").click()
    expect(told.get_by_text("The letter of May held.")).to_be_hidden()
    page.get_by_text("Add something that speaks").click()
    sound(page, "promotion")
    page.get_by_label("What was seen").fill("It came back once.")


def test_a_full_session_from_waiting_to_who_was_there_on_a_phone(signed_in, school, sound):
    """Carl gives his seat back by choosing no session, Vera gets it, and Mia, who holds it, keeps that she was there."""
    olga, mia, today = school.as_of("olga"), school.as_of("mia"), clock.today()
    held = change_learning_session(olga, session=school.session, starts_on=today, host=school.mia)
    for name in ("carl", "vera"):
        asked = ask_to_learn(school.as_of(name), item=school.day, session=held)
        decide_on_request(mia, request=asked, is_approved=True)
    page = signed_in(school.users["vera"])
    page.set_viewport_size(PHONE)
    page.goto("/growth/learning/L1")
    expect(page.get_by_text("the next free seat is yours")).to_be_visible()
    sound(page, "learning_item")
    page = signed_in(school.users["carl"])
    page.set_viewport_size(PHONE)
    page.goto("/growth/learning/L1")
    page.locator("#id_session").select_option("")
    page.get_by_role("button", name="Come on this day").click()
    expect(page.get_by_text("Kept: approved.")).to_be_visible()
    page = signed_in(school.users["mia"])
    page.set_viewport_size(PHONE)
    page.goto("/growth/requests")
    page.get_by_role("region", name="Sessions that I hold").get_by_role("link", name="Conclusion first").click()
    expect(page.get_by_label("Vera Viewer")).to_be_checked()
    expect(page.get_by_text("Carl Contributor")).to_be_hidden()
    sound(page, "learning_session")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="They were there").click()
    expect(page.get_by_text("was there", exact=True)).to_be_visible()
    assert [row.person for row in LearningRecord.objects.all()] == [school.vera]
