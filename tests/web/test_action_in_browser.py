"""A value arrives, a signal says so, its owner asks why, acts, attaches what was agreed, and checks whether it helped."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from hoshin.actions.models import CorrectiveAction
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.signals.services import look_at_everything, look_at_measures

pytestmark = pytest.mark.django_db


def test_from_a_value_to_an_action_that_was_checked(signed_in, supplied_world, november, carl, office, system, sound):
    rev = Measure.objects.get(code="REV")
    look_at_everything(system)
    record_actual(office, measure=rev, period=Period.parse("2026-08"), value=45)
    look_at_measures(system, [rev.pk])
    page = signed_in(carl)
    page.goto("/signals")
    page.get_by_role("link", name=re.compile("Revenue fell from On track to At risk")).first.click()
    page.wait_for_url("**/signals/*")
    page.get_by_role("link", name="Open an action").click()
    page.wait_for_url("**/actions/new/measure/REV/**")
    today = clock.today()
    page.get_by_label("Why?").first.fill("An order slipped")
    page.get_by_label("What is done").fill("Call the ten largest customers")
    page.get_by_label("Due", exact=True).fill((today + timedelta(days=1)).isoformat())
    page.get_by_label("Effect expected and checked on").fill((today + timedelta(days=1)).isoformat())
    page.locator("main").get_by_role("button", name="Open the action").click()
    page.wait_for_url("**/actions/A-1")
    # Files come in behind the page once it is read to its end.
    page.get_by_role("link", name="Files", exact=True).scroll_into_view_if_needed()
    page.locator("#files summary").click()
    page.locator("#files input[type=file]").set_input_files(
        {"name": "calls.txt", "mimeType": "text/plain", "buffer": b"ten names"}
    )
    page.get_by_role("button", name="Attach").click()
    page.get_by_role("link", name="Files", exact=True).scroll_into_view_if_needed()
    expect(page.locator("#files")).to_contain_text("calls.txt")
    sound(page, "an action with a file")
    CorrectiveAction.objects.update(check_on=today, due_on=today)
    record_actual(office, measure=rev, period=Period.parse("2026-11"), value=70)
    page.reload()
    page.get_by_label("it worked", exact=True).check()
    page.get_by_label("What you conclude").fill("It helped.")
    page.get_by_role("button", name="Conclude").click()
    expect(page.get_by_role("region", name="4 Act")).to_contain_text("It helped.")
    assert CorrectiveAction.objects.get().state == "checked"
