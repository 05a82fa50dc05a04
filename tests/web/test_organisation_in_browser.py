"""The office keeps units and people up to date with the keyboard; everybody can read the pages."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from hoshin.accounts.access import Actor
from hoshin.org.models import Person, Unit
from hoshin.org.services import add_person, add_unit, change_unit, save_organisation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
SHOTS = os.environ.get("HOSHIN_SCREENSHOTS")


@pytest.fixture
def agency(ada):
    actor = Actor.of(ada, "web")
    save_organisation(actor, name="Cedar Bay Agency for Northern and Remote Communities")
    top = add_unit(actor, code="CB", name="Cedar Bay")
    north = add_unit(actor, code="NORTH", name="Directorate for northern and remote communities", parent=top)
    add_unit(actor, code="N-1", name="Office One", parent=north)
    maya = add_person(
        actor,
        employee_id="7",
        name="Maya Dorn",
        title="Director of service delivery",
        unit=north,
        email="maya@hoshin.test",
    )
    add_person(actor, employee_id="8", name="Ben Clerk", unit=north, manager=maya)
    change_unit(actor, unit=north, head=maya)
    return actor


@pytest.mark.parametrize(
    "name",
    [
        "organisation",
        "organisation?q=o",
        "organisation?q=zzz",
        "organisation/units/NORTH",
        "organisation/people/7",
        "organisation/new-unit",
        "organisation/new-person",
        "organisation/unit/{unit}/edit",
        "organisation/unit/{unit}/remove",
        "organisation/person/{person}/remove",
    ],
)
def test_nobody_is_kept_out(signed_in, agency, olga, violations, name):
    page = signed_in(olga)
    things = {"unit": Unit.objects.get(code="NORTH").pk, "person": Person.objects.get(employee_id="7").pk}
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.goto("/" + name.format(**things))
            assert violations(page) == [], f"{name} {width} {theme}"
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} at {width}"
            if SHOTS:
                page.screenshot(path=Path(SHOTS) / f"{name.replace('/', '-')}-{width}-{theme}.png", full_page=True)


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
