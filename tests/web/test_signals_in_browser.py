"""The story by keyboard: a value arrives, a signal says so, it is called useful and handed to somebody who reads it."""

import pytest
from playwright.sync_api import expect

from hoshin.accounts.models import User
from hoshin.base.periods import Period
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.org.services import add_person
from hoshin.signals.models import Signal
from hoshin.signals.services import look_at_everything, look_at_measures

pytestmark = pytest.mark.django_db
SAID = "Revenue fell from On track to At risk in September 2026"


def test_a_value_arrives_and_its_signal_is_followed_to_its_end(
    signed_in, supplied_world, november, carl, office, system
):
    rika = User.objects.create(email="rika@hoshin.test", name="Rika Receiver", role="member")
    add_person(office, employee_id="R", name="Rika Receiver", user=rika)
    rev = Measure.objects.get(code="REV")
    look_at_everything(system)
    assert not Signal.objects.filter(rule="status_changed").exists()
    record_actual(office, measure=rev, period=Period.parse("2026-08"), value=45)
    look_at_measures(system, [rev.pk])
    page = signed_in(User.objects.get(email="carl@hoshin.test"))
    page.goto("/signals")
    keys = page.keyboard
    keys.press("j")
    expect(page.get_by_role("link", name=SAID).first).to_be_focused()
    keys.press("u")
    expect(page.locator(".signal").first).to_contain_text("useful")
    page.get_by_role("link", name=SAID).first.focus()
    keys.press("Enter")
    page.wait_for_url("**/signals/*")
    page.get_by_label("To", exact=True).focus()
    keys.type("Rika Receiver · R")
    page.locator("main").get_by_role("button", name="Hand over", exact=True).focus()
    keys.press("Enter")
    expect(page.locator(".timeline")).to_contain_text("handed over to Rika Receiver")
    page.goto("/measures/REV")
    expect(page.get_by_role("link", name=SAID)).to_be_visible()
    page = signed_in(rika)
    page.goto("/notices")
    page.get_by_role("link", name="Carl Contributor hands you a signal").first.focus()
    keys = page.keyboard
    keys.press("Enter")
    expect(page.locator("main h1")).to_contain_text(SAID)
