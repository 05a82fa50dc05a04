"""The story of a survey: sent with its promise, answered on a phone, closed, read by whoever heads a unit, and acted on."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from tests.pulse.conftest import launched, staffed
from tests.pulse.test_reports import answered_with
from tests.pulse.test_surveys import N, S, W

from hoshin.base import clock
from hoshin.pulse.models import ActionPlan, Wave
from hoshin.pulse.services import add_questionnaire

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
    expect(page.locator("main")).to_contain_text("says so. None is closed yet.")
    sound(page, "an action of a survey")
    page.get_by_label("What came of it").fill("It runs.")
    page.get_by_role("button", name="It is done").click()
    expect(page.locator("main")).to_contain_text("It runs.")
    assert ActionPlan.objects.get().owner == crew.person("N1")

    author.goto("/surveys/replies")
    author.get_by_role("button", name="Read replies").click()
    expect(author.get_by_role("region", name="How are you?")).to_contain_text("Which lift?")
    sound(author, "replies to a comment")


def test_a_question_is_written_by_keys_and_what_follows_from_no_answer_is_not_sent(signed_in, crew, sound):
    row = add_questionnaire(crew.office, name="Lunch")
    page = signed_in(crew.users["Office"])
    page.goto(f"/surveys/own/{row.code}/question")
    expect(page.locator("[name=driver]")).to_be_visible()
    page.get_by_label("Question", exact=True).fill("Where do you eat?")
    page.keyboard.press("Tab")
    page.keyboard.type("one of")
    expect(page.locator("[name=driver]")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.type("Canteen\nHome")
    page.get_by_role("button", name="Save and add another").press("Enter")
    expect(page.get_by_label("Question", exact=True)).to_have_value("")
    _write(page, "choices", "What is missing?", "Salad\nTime", "Where do you eat? · Canteen")
    page.set_viewport_size({"width": 390, "height": 844})
    _write(page, "text", "Which salad?", "", "What is missing? · Salad")
    sound(page, "a new question")
    row.refresh_from_db()
    assert [kept["text"] for kept in row.questions] == [
        {"en": "Where do you eat?"},
        {"en": "What is missing?"},
        {"en": "Which salad?"},
    ]
    where, missing, salad = (kept["code"] for kept in row.questions)
    wave = launched(crew, survey=row.code, comments_to="heads")

    page = signed_in(crew.users["N3"])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/surveys/{wave.code}/answer")
    what, which = page.get_by_role("group", name="What is missing?"), page.get_by_label("Which salad?")
    expect(what).to_be_hidden()
    page.get_by_role("radio", name="Canteen").check()
    expect(which).to_be_hidden()
    page.get_by_role("checkbox", name="Salad").check()
    which.fill("Fennel")
    page.reload()
    expect(which).to_have_value("Fennel")
    page.get_by_role("radio", name="Home").check()
    # Nothing follows from what is hidden: what depended on it is hidden as well.
    expect(what).to_be_hidden()
    expect(which).to_be_hidden()
    assert "Fennel" not in page.evaluate(KEPT, wave.code)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Send without my name").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert f"{where}=1" in sent.value.post_data
    assert not {one for one in (missing, salad, "Fennel") if one in sent.value.post_data}
    assert [urn.tallies for urn in wave.urns.exclude(tallies={})] == [{where: {"n": 1, "1": 1}}]


def _write(page, kind, text, options, condition):
    page.get_by_label("How it is answered").select_option(kind)
    page.get_by_label("Question", exact=True).fill(text)
    if options:
        page.locator("[name=options_en]").fill(options)
    page.get_by_text("A section, or only some people").click()
    page.get_by_label(condition).check()
    page.get_by_role("button", name="Save and add another").click()
    expect(page.get_by_label("Question", exact=True)).to_have_value("")
