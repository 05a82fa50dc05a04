"""The story of a survey: sent with its promise, answered on a phone, closed, read by whoever heads a unit, and acted on."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from tests.pulse.conftest import staffed
from tests.pulse.test_reports import answered_with
from tests.pulse.test_surveys import N, S, W

from hoshin.base import clock
from hoshin.pulse.models import ActionPlan, Wave

pytestmark = pytest.mark.django_db
KEPT = "code => localStorage.getItem(`hoshin-survey-${code}`)"


@pytest.fixture
def crew(db, system, november):
    return staffed(system)


def test_from_the_contract_to_an_action_plan(signed_in, crew, sound):
    page = signed_in(crew.users["Office"])
    page.goto("/surveys/new")
    page.get_by_label("What it is called").fill("How are you?")
    page.get_by_label("Comments are read by").select_option("heads")
    page.get_by_label("Smallest group whose comments are shown").fill("6")
    page.get_by_label("Open until").fill(str(clock.today() + timedelta(days=7)))
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("region", name="Whom it asks")).to_contain_text("21")
    page.get_by_role("button", name="Send it to 21 people").click()
    page.wait_for_url("**/surveys/*")
    expect(page.get_by_role("region", name="Who takes part")).to_contain_text("fewer than 5 of 21")
    wave = Wave.objects.get()

    page = signed_in(crew.users["N3"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/surveys/{wave.code}/answer")
    promise = page.get_by_text("Nobody will know what you answered.")
    first = page.get_by_role("group", name="Most days I look forward to my work.")
    assert promise.bounding_box()["y"] < first.bounding_box()["y"]
    first.get_by_text("2 · rather not").click()
    page.get_by_label("What should we know?").fill("The lift <stops>")
    page.reload()
    expect(first.get_by_label("2 · rather not")).to_be_checked()
    expect(page.get_by_label("What should we know?")).to_have_value("The lift <stops>")
    sound(page, "answering a survey")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Send without my name").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert page.evaluate(KEPT, wave.code) is None
    page.get_by_role("button", name="Keep it on this device").click()
    expect(page.get_by_text("It is kept on this device, and nowhere else.")).to_be_visible()
    author = page

    answered_with(crew, wave, [name for name in (*N, *S, *W) if name != "N3"], tools_1=2)
    page = signed_in(crew.users["Office"])
    page.goto(f"/surveys/{wave.code}")
    page.get_by_role("button", name="Close it now").click()
    expect(page.get_by_role("region", name="Units by what was asked about")).to_contain_text("Everybody")

    page = signed_in(crew.users["N1"])
    page.goto(f"/surveys/{wave.code}")
    page.locator("main").get_by_role("link", name="N", exact=True).click()
    expect(page.get_by_role("region", name="What to do first")).to_contain_text("Tools and ways of working")
    sound(page, "a unit's result")
    unit = page.url
    page.get_by_role("link", name="Reply to: The lift <stops>").click()
    page.get_by_label("Your reply").fill("Which lift?")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.get_by_role("region", name="Comment")).to_contain_text("Which lift?")
    sound(page, "a comment that is replied to")
    page.goto(unit)
    page.get_by_role("link", name="Plan an action: Tools and ways of working").click()
    page.get_by_label("What is done").fill("Have the lift mended")
    page.get_by_role("button", name="Plan it").click()
    page.wait_for_url("**/surveys/plans/*")
    expect(page.locator("main")).to_contain_text("The next wave of this survey says so")
    sound(page, "an action of a survey")
    page.get_by_label("What came of it").fill("It runs.")
    page.get_by_role("button", name="It is done").click()
    expect(page.locator("main")).to_contain_text("It runs.")
    assert ActionPlan.objects.get().owner == crew.person("N1")

    author.goto("/surveys/replies")
    author.get_by_role("button", name="Read replies").click()
    expect(author.get_by_role("region", name="How are you?")).to_contain_text("Which lift?")
    sound(author, "replies to a comment")
