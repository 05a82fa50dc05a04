"""A slip on the roadmap: by keyboard and by mouse, its effect is told before it is saved, and it is undone as one."""

from datetime import date

import pytest
from playwright.sync_api import expect

from hoshin.accounts.access import Actor
from hoshin.initiatives.models import Milestone
from hoshin.initiatives.services import add_initiative, add_milestone, agree_baseline
from hoshin.strategy.models import Objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(enterprise, olga):
    """An initiative of which one step waits for another, as it was agreed."""
    office = Actor.of(olga, "web")
    row = add_initiative(
        office, code="I1", name="One desk", effects={Objective.objects.get(code="OC"): (0.2, 0.4)},
        start_date=date(2026, 10, 1), due_date=date(2027, 3, 31),
    )  # fmt: skip
    first = add_milestone(office, initiative=row, name="One number", due_date=date(2026, 12, 1))
    days = {"start_date": date(2026, 12, 10), "due_date": date(2027, 2, 1)}
    add_milestone(office, initiative=row, name="Letters as well", needs=[first], **days)
    agree_baseline(office, initiative=row)
    return row


def due(name):
    return Milestone.objects.get(name=name).due_date


def test_a_slip_on_the_roadmap(signed_in, olga, desk):
    page = signed_in(olga)
    page.goto("/roadmap")
    step = page.get_by_role("button", name="One number, One desk: due 1 December 2026")
    # On paper a bar is as long as its initiative, as it is on the screen.
    page.emulate_media(media="print")
    expect(page.locator("#timeline .bar-whole")).to_be_visible()
    expect(page.locator(".rail")).to_be_hidden()
    page.emulate_media(media="screen")
    step.focus()
    # Two weeks and a day by keyboard.
    for key in ("Shift+ArrowRight", "Shift+ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    told = page.locator("#slip")
    expect(told.get_by_role("heading", name="One number, 15 days later")).to_be_visible()
    expect(told.get_by_role("row", name="Letters as well One desk 1 Feb 2027 7 Feb 2027 waits for it")).to_be_visible()
    expect(told.get_by_text("It moves the end")).to_be_visible()
    assert due("One number") == date(2026, 12, 1)
    page.keyboard.press("Escape")
    expect(told.get_by_role("heading")).to_have_count(0)
    # By mouse, and saved.
    box = step.locator(".diamond").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    width = float(page.locator("#timeline").get_attribute("data-day-width"))
    scale = page.locator("#timeline").bounding_box()["width"] / 1200
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 15 * width * scale, y, steps=3)
    page.mouse.up()
    expect(told.get_by_role("heading", name="One number, 15 days later")).to_be_visible()
    told.get_by_role("button", name="Save the move").click()
    expect(page.get_by_text("2 moved.")).to_be_visible()
    assert (due("One number"), due("Letters as well")) == (date(2026, 12, 16), date(2027, 2, 7))
    later = page.get_by_role(
        "button", name="One number, One desk: due 16 December 2026, critical, 15 days later than agreed"
    )
    expect(later).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(step).to_be_visible()
    assert (due("One number"), due("Letters as well")) == (date(2026, 12, 1), date(2027, 2, 1))
    step.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/initiatives/I1")
