"""Pages that one sees when something is in the way, in a real browser: nobody is kept out there either."""

import pytest
from django.template.loader import render_to_string

from hoshin.accounts.access import Actor
from hoshin.base.errors import Busy
from hoshin.org.models import Unit
from hoshin.org.services import change_unit
from hoshin.web.accounts import sign_in

pytestmark = pytest.mark.django_db


def test_too_many_attempts(page, vera, november, sound):
    for number in range(6):
        page.goto("/sign-in")
        page.get_by_label("E-mail").fill(vera.email)
        page.get_by_label("Password").fill(f"guess {number}")
        page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Signing in failed several times. Wait 1 s").wait_for()
    assert page.get_by_label("E-mail").input_value() == vera.email
    sound(page)


def test_a_busy_plan_keeps_what_was_typed(page, vera, monkeypatch, sound):
    """The page where no script is: what a form sent is sent again by a button."""

    def refuse(*_args, **_more):
        raise Busy

    monkeypatch.setattr(sign_in, "can_send", lambda: True)
    page.goto("/password")
    page.get_by_label("E-mail").fill(vera.email)
    monkeypatch.setattr(sign_in, "ask_for_password_link", refuse)
    page.get_by_role("button").first.click()
    page.get_by_role("heading", name="Busy, try again").wait_for()
    sound(page)
    monkeypatch.setattr(sign_in, "ask_for_password_link", lambda *_args, **_more: None)
    page.get_by_role("button", name="Send it again").click()
    page.get_by_text("a mail is on its way").wait_for()


def test_the_link_to_hand_over(signed_in, ada, vera, sound):
    page = signed_in(ada)
    page.goto(f"/users/{vera.pk}")
    page.get_by_role("button", name="Make a one-time link").click()
    page.get_by_role("heading", name="A link for Vera Viewer").wait_for()
    assert "/password/" in page.get_by_label("One-time link").input_value()
    sound(page)


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/no-such-page", "This page is not here"),
        ("/measures/none", "This is not here"),
        ("/settings", "This is not yours to do"),
        ("/style/trouble/conflict", "Somebody else was faster"),
        ("/style/trouble/invalid", "Some of this needs mending"),
    ],
)
def test_what_is_not_here_or_not_yours_says_so_and_leads_on(signed_in, vera, sound, address, heading):
    page = signed_in(vera)
    page.goto(address)
    page.get_by_role("heading", name=heading, level=1).wait_for()
    sound(page)
    page.locator("main").get_by_role("link").first.click()
    page.wait_for_url(lambda url: address not in url)


def test_a_stranger_in_the_wrong_place(page, sound):
    page.goto("/no-such-page")
    sound(page)


def test_a_form_that_has_grown_old(page, vera, sound):
    page.goto("/sign-in")
    page.context.clear_cookies()
    page.get_by_label("E-mail").fill(vera.email)
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="This form is out of date").wait_for()
    sound(page)


@pytest.mark.parametrize("name", ["400", "500"])
def test_pages_for_what_breaks(page, sound, name):
    page.goto("/sign-in")
    page.set_content(render_to_string(f"{name}.html"))
    page.get_by_role("heading", level=1).wait_for()
    sound(page)


def test_two_versions_beside_each_other(signed_in, olga, ada, sound):
    unit = Unit.objects.create(code="N", name="North")
    page = signed_in(olga)
    page.goto("/organisation/units/N")
    page.get_by_role("link", name="Edit").click()
    page.get_by_role("dialog").get_by_label("Name").fill("North and east")
    change_unit(Actor.of(ada, "web"), unit=unit, name="North and west")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Somebody else was faster").wait_for()
    sound(page)
    page.get_by_role("button", name="Save mine over theirs").click()
    page.get_by_role("heading", name="North and east", level=1).wait_for()


def test_a_forgotten_password(page, vera, sound, settings):
    settings.MAILS_GO_OUT = True
    page.goto("/sign-in")
    sound(page)
    page.get_by_role("link", name="Password forgotten?").click()
    page.get_by_role("button", name="Send me a link").wait_for()
    sound(page)
    page.keyboard.type(vera.email)
    page.keyboard.press("Enter")
    page.get_by_text("a mail is on its way").wait_for()
    sound(page)
