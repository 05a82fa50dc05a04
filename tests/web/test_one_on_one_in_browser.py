"""A 1:1 is prepared and held with the keyboard alone, and nothing that was typed is lost on the way."""

from datetime import date, time

import pytest
from playwright.sync_api import expect
from tests.meetings.cast import TUESDAY, actor_of, hire, person_of

from hoshin.meetings.models import ActionItem, Meeting, PrivateNote
from hoshin.meetings.selectors import waiting_points
from hoshin.meetings.services import add_agenda_item, propose_one_on_one, write_notes

pytestmark = pytest.mark.django_db


@pytest.fixture
def weekly(db, system, november):
    hire(system)
    mia = actor_of("M")
    return propose_one_on_one(mia, partner=person_of("B"), starts_on=TUESDAY, at=time(10), cadence="weekly")


def test_prepare_and_hold_a_one_on_one_by_keyboard(signed_in, weekly):
    add_agenda_item(actor_of("B"), one_on_one=weekly, text="Leave in July")
    page = signed_in(person_of("M").user)
    page.goto("/meetings")
    keys = page.keyboard
    # The rows of the next meetings are entered with J, and Enter opens one.
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url(f"**/meetings/{weekly.pk}")
    keys.press("a")
    keys.type("The release")
    keys.press("Enter")
    expect(page.locator("#agenda [data-id]")).to_have_count(2)
    expect(page.locator("#new-point")).to_be_focused()
    keys.type("How the team is")
    keys.press("Enter")
    expect(page.locator("#agenda [data-id]")).to_have_count(3)
    release = page.get_by_role("button", name="Move The release")
    release.focus()
    with page.expect_response("**/points/order"):
        keys.press("Alt+ArrowUp")
    assert [point.text for point in waiting_points(actor_of("M"), weekly)][:2] == ["The release", "Leave in July"]
    # Notes stand while points and items are added beside them.
    page.locator("body").click(position={"x": 5, "y": 5})
    keys.press("n")
    keys.type("The release is on its way.")
    keys.press("Tab")
    keys.type("He would like to lead the next one.")
    page.get_by_role("button", name="Talked about: The release").focus()
    keys.press("Enter")
    expect(page.get_by_role("button", name="Not yet: The release")).to_be_visible()
    keys.press("i")
    keys.type("Ask three customers")
    keys.press("Tab")
    keys.type("Ben")
    keys.press("Control+Enter")
    expect(page.locator("#actions")).to_contain_text("Ask three customers")
    page.get_by_label("Change Ask three customers").focus()
    keys.press("Enter")
    page.locator("#actions details").get_by_label("By").fill("2026-11-30")
    keys.press("Control+Enter")
    expect(page.locator("#actions")).to_contain_text("by 30 November 2026")
    expect(page.get_by_label("Notes for both")).to_have_value("The release is on its way.")
    page.get_by_role("button", name="We have met").focus()
    keys.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Held. 2 points wait for the next one.")).to_be_visible()
    meeting = Meeting.objects.get()
    assert (meeting.day, meeting.notes, meeting.held_at is not None) == (TUESDAY, "The release is on its way.", True)
    assert [point.text for point in meeting.agenda.all()] == ["The release"]
    assert PrivateNote.objects.get().text == "He would like to lead the next one."
    item = ActionItem.objects.get()
    assert (item.text, item.owner.name) == ("Ask three customers", "Ben Builder")
    expect(page.get_by_role("heading", level=1)).to_have_text("1:1 with Ben Builder")
    expect(page.locator("main")).to_contain_text("1 December 2026")


def test_whoever_comes_second_with_notes_sees_both_and_chooses(signed_in, weekly):
    page = signed_in(person_of("M").user)
    page.goto(f"/meetings/{weekly.pk}")
    page.get_by_label("Notes for both").fill("What Mia heard")
    page.get_by_label("Your private note").fill("Only mine")
    write_notes(actor_of("B"), one_on_one=weekly, day=TUESDAY, notes="What Ben heard", version=0)
    page.get_by_label("Notes for both").press("Control+Enter")
    expect(page.locator("main")).to_contain_text("What Ben heard")
    expect(page.locator("main")).to_contain_text("What Mia heard")
    page.get_by_role("button", name="Save mine over theirs").click()
    page.wait_for_url(f"**/meetings/{weekly.pk}/{TUESDAY.isoformat()}")
    assert Meeting.objects.get().notes == "What Mia heard"
    assert PrivateNote.objects.get().text == "Only mine"


def test_one_is_proposed_moved_and_left_out_on_a_phone(signed_in, weekly):
    page = signed_in(person_of("S").user)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/meetings/new?with=B")
    page.get_by_label("First meeting").fill("2026-11-25")
    page.get_by_role("button", name="Propose it").click()
    expect(page.locator("main")).to_contain_text("It is not answered yet.")
    page = signed_in(person_of("B").user)
    page.goto("/meetings")
    page.get_by_role("button", name="Accept Sam Side").click()
    expect(page.locator("main")).to_contain_text("25 November 2026")
    page.get_by_role("link", name="Move it").click()
    page.get_by_label("To", exact=True).fill("2026-11-26")
    page.get_by_label("Why").fill("At a customer's")
    page.get_by_role("dialog").get_by_role("button", name="Move it").click()
    expect(page.locator("main")).to_contain_text("26 November 2026")
    expect(page.locator("main")).to_contain_text("At a customer's")
    page.get_by_role("link", name="Leave it out").click()
    page.get_by_label("Why").fill("On leave")
    page.get_by_role("dialog").get_by_role("button", name="Leave it out").click()
    expect(page.locator("main")).to_contain_text("9 December 2026")
    assert Meeting.objects.get().day == date(2026, 11, 25)
