"""The office keeps units and people up to date with the keyboard; everybody can read the pages."""

import pytest
from playwright.sync_api import expect

from hoshin.org.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(agency_world, november):
    """Units three levels deep, with a head and two people."""


def test_the_tree_is_walked_by_keyboard(signed_in, agency, vera):
    page = signed_in(vera)
    page.goto("/organisation")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    focused = page.locator(":focus")
    expect(focused).to_have_text("Directorate for northern and remote communities")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**open=**")
    expect(page.get_by_role("link", name="Office One")).to_be_visible()
    expect(focused).to_have_text("Directorate for northern and remote communities")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organisation/units/N-1")
    page.go_back()
    expect(page.get_by_role("link", name="Office One")).to_be_visible()


def test_somebody_is_added_and_moved_in_place(signed_in, agency, olga):
    page = signed_in(olga)
    page.goto("/organisation/units/N-1")
    page.get_by_role("link", name="Add a person").click()
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_label("Unit").input_value() == "Office One · N-1"
    dialog.get_by_label("Name").fill("Kim Novak")
    # As if it had been dragged larger: what comes in its place brings no style of its own, which the policy would refuse.
    dialog.get_by_label("Name").evaluate("field => (field.style.height = '60px')")
    dialog.get_by_label("Employee id").fill("7")
    dialog.get_by_role("button", name="Add the person").click()
    dialog.get_by_text("7 is the employee id of Maya Dorn.").wait_for()
    dialog.get_by_label("Employee id").fill("9")
    with page.expect_response("**/plan/choices/people**"):
        dialog.get_by_label("Reports to").press_sequentially("may")
    dialog.get_by_label("Reports to").fill("Maya Dorn · 7")
    dialog.get_by_role("button", name="Add the person").click()
    page.get_by_role("link", name="Kim Novak").wait_for()
    assert Person.objects.get(employee_id="9").manager.name == "Maya Dorn"
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("It is as it was before.").wait_for()
    assert page.get_by_role("link", name="Kim Novak").count() == 0
    assert not Person.objects.filter(employee_id="9").exists()
