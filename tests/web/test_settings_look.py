"""The pages about users, settings and the trail in a real browser: both themes, narrow and wide, keyboard alone."""

import pytest

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.org.services import add_person, add_unit, change_unit, save_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived_in(ada, olga, carl, vera):
    """An installation in which something happened."""
    actor = Actor.of(ada, "web")
    save_organisation(actor, name="Cedar Bay", currency="CAD")
    unit = add_unit(actor, code="N", name="North")
    change_unit(actor, unit=unit, head=add_person(actor, employee_id="7", name="Nora", email="vera@hoshin.test"))
    create_token(actor, name="Nightly load")
    return actor


def test_a_user_is_let_in_by_keyboard_alone(signed_in, lived_in, ada, carl):
    page = signed_in(ada)
    page.goto("/users")
    page.get_by_label("Name or e-mail").focus()
    page.keyboard.type("carl")
    page.locator("#found tr[data-row]").nth(1).wait_for(state="detached")
    assert page.locator("#found tr[data-row]").count() == 1
    assert "q=carl" in page.url
    page.get_by_role("link", name="Carl Contributor").press("Enter")
    page.get_by_role("button", name="Make a one-time link").press("Enter")
    link = page.get_by_label("One-time link").input_value()
    page.goto("/")
    page.context.clear_cookies()
    page.goto(link)
    page.get_by_label("New password").focus()
    page.keyboard.type("a long way to the sea")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/password/" not in url)
    page.goto("/profile")
    assert page.get_by_role("heading", level=1).inner_text() == "Carl Contributor"


def test_an_undo_from_the_trail_answers_in_place(signed_in, lived_in, ada):
    page = signed_in(ada)
    page.goto("/audit?table=org_unit")
    page.locator("summary", has_text="Unit North changed").press("Enter")
    page.get_by_role("button", name="Undo: Unit North changed").press("Enter")
    page.locator("#toasts").get_by_text("It is as it was before").wait_for()
    page.locator("summary", has_text="Undid: Unit North changed").wait_for()


def test_the_colours_that_one_chose_hold(signed_in, lived_in, vera):
    page = signed_in(vera)
    page.goto("/profile")
    page.get_by_label("dark", exact=True).check()
    page.get_by_role("button", name="Save the profile").press("Enter")
    page.locator("html[data-theme=dark]").wait_for()


def test_somebody_chooses_german_and_works_in_it_by_keyboard(signed_in, lived_in, vera):
    page = signed_in(vera)
    page.goto("/profile")
    page.get_by_label("Language").select_option("Deutsch")
    page.get_by_role("button", name="Save the profile").press("Enter")
    page.get_by_text("Ihr Profil ist gespeichert.").wait_for()
    assert page.evaluate("document.documentElement.lang") == "de"
    page.keyboard.press("Control+k")
    page.keyboard.type("kennz")
    # Before the list has answered: Enter takes what was typed, not what stood first.
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures*")
    assert page.get_by_role("heading", level=1).inner_text().replace("\u00ad", "") == "Kennzahlen"
    page.keyboard.press("?")
    page.locator("#keys[open]").wait_for()
    assert page.locator("#keys h2").inner_text() == "Tasten"
