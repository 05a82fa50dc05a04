"""A goal is talked about on a phone, by keyboard: somebody is found behind an @, named, and told."""

import pytest
from playwright.sync_api import expect
from tests.checkins.conftest import goal_of_carl

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.discussion.models import Comment
from hoshin.notices.models import Notice
from hoshin.org.services import add_person, change_person

pytestmark = pytest.mark.django_db
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def mona(supplied_world, november, office):
    user = User.objects.create(email="mona@hoshin.test", name="Mona Manager", role="member")
    return change_person(office, person=add_person(office, employee_id="M1", name="Mona Manager"), user=user)


def test_somebody_is_found_named_and_told(signed_in, mona, carl):
    goal = goal_of_carl(Actor.of(carl, "web"))
    page = signed_in(mona.user)
    page.set_viewport_size(PHONE)
    page.goto(f"/discussion/objective/{goal.objective_id}")
    words = page.locator("[data-names-people]:visible").first
    words.focus()
    page.keyboard.type("Two signed: well done @carl")
    expect(page.locator("[data-found] [data-name]")).to_contain_text("Carl Contributor")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(words).to_have_value("Two signed: well done @Carl Contributor ")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.keyboard.press("Control+Enter")
    expect(page.locator(".comment-text")).to_contain_text("well done @Carl Contributor")
    assert Comment.objects.get().author == mona
    assert Notice.objects.get(user=carl).kind == "mentioned"
