"""What if is asked on the scorecard, kept, shared with somebody, who is told, opens it and adopts it."""

import re

import pytest
from playwright.sync_api import expect

from hoshin.measures.models import Measure
from hoshin.org.services import add_person
from hoshin.scenarios.models import Scenario

pytestmark = pytest.mark.django_db


def test_a_what_if_is_asked_kept_shared_and_adopted(
    supplied_world, november, system, carl, olga, signed_in, window_of, sound
):
    add_person(system, employee_id="O1", name="Olga Office", user=olga)
    page = signed_in(carl)
    page.goto("/?plan=E")
    page.get_by_role("main").get_by_role("link", name="What if?").first.click()
    page.get_by_label("Add a measure or an objective").fill("REV")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("What if: value/REV").fill("70")
    page.get_by_label("What if: target/REV").fill("90")
    page.get_by_role("button", name="See what would follow").click()
    expect(page.get_by_role("heading", name="What adds how much")).to_be_visible()
    expect(page.locator("#levers").get_by_role("heading", name="The most useful levers")).to_be_visible()
    page.get_by_role("link", name="Keep as a scenario").click()
    page.get_by_label("Name", exact=True).fill("Sell in the north")
    page.get_by_label("Shared with").select_option("named")
    page.get_by_label("People").fill("Nobody Known")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Sell in the north")
    page.get_by_label("People").fill("Olga Office")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/scenarios/S-1")
    assert not Measure.objects.get(code="REV").targets.filter(target=90).exists()
    other = window_of(olga)
    other.goto("/notices")
    other.get_by_role("link", name=re.compile("shares a scenario with you: Sell in the north")).click()
    other.wait_for_url("**/scenarios/S-1")
    sound(other, "a scenario")
    other.get_by_role("link", name="Where it moves on the map").click()
    expect(other.locator(".map-box .map-moves").first).to_be_visible()
    sound(other, "a scenario on the map")
    other.goto("/scenarios/S-1")
    other.get_by_role("link", name="Adopt").click()
    expect(other.get_by_role("checkbox", name="Revenue")).to_be_checked()
    sound(other, "what is adopted")
    other.get_by_role("button", name="Adopt those chosen").click()
    other.wait_for_url("**/scenarios/S-1")
    assert Scenario.objects.get().visibility == "named"
    assert Measure.objects.get(code="REV").targets.filter(target=70, starts_on="2026-10-01").exists()
