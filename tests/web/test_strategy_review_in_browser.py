"""A decision is taken in a strategy review, and looked at again a year later, when its figures were corrected meanwhile."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from tests.strategy_reviews.conftest import joined, planned

from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.decisions.models import Decision
from hoshin.decisions.services import put_question
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual

pytestmark = pytest.mark.django_db
A_YEAR_LATER = datetime(2027, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def review(supplied_world, november, office, nina):
    joined(office, nina)
    return planned(office)


def test_a_decision_of_a_meeting_is_held_against_what_came(review, office, carl, signed_in, server, sound):
    page = signed_in(carl)
    page.goto("/strategy-reviews/SR-1")
    page.get_by_role("link", name="Decide", exact=True).first.click()
    page.get_by_label("Question").fill("Do we open a second desk?")
    page.get_by_label("Options, one a line").fill("Open it in March\nOpen it in June")
    page.get_by_label("Objectives, measures, initiatives and risks (codes)").fill("REV; GROW")
    page.get_by_label("Who decides").fill("Carl Contributor · P1")
    page.get_by_label("We choose").fill("Open it in May")
    page.get_by_label("Why this one").fill("They wait too long.")
    page.get_by_label("Looked at again on").fill("2027-11-20")
    page.get_by_role("button", name="Save").click()
    # No option is written so: what was typed stays.
    expect(page.locator("main .errors").first).to_be_visible()
    expect(page.get_by_label("Why this one")).to_have_value("They wait too long.")
    page.get_by_label("We choose").fill("Open it in March")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/strategy-reviews/SR-1#came")
    expect(page.get_by_role("link", name="Do we open a second desk?").first).to_be_visible()
    decision = Decision.objects.get()
    _found_out_first(page, office, sound)
    with clock.fixed(A_YEAR_LATER):
        server.turn_clock()
        record_actual(office, measure=Measure.objects.get(code="REV"), period=Period.parse("2026-10"), value=12)
        _looked_at_again(signed_in(carl), decision, sound)
        decision.refresh_from_db()
        assert (decision.state, decision.review.reviewed_on) == ("reviewed", A_YEAR_LATER.date())


def _found_out_first(page, office, sound):
    row = put_question(office, question="Which desk?", options=["In the north", "In the south"])
    page.goto(f"/decisions/{row.code}")
    page.get_by_text("Find out more first? What it may cost").click()
    for option, numbers in (("In the north", ("-20", "10", "40")), ("In the south", ("0", "8", "16"))):
        group = page.get_by_role("group", name=option)
        for label, number in zip(("At least", "Expected", "At most"), numbers, strict=True):
            group.get_by_label(label).fill(number)
    group.get_by_label("At most").fill("-1")
    page.get_by_role("button", name="Work it out").click()
    # What does not fit is said where it was typed, and the rest stays.
    expect(page.get_by_text("The range runs backwards")).to_be_visible()
    expect(page.get_by_role("group", name="In the north").get_by_label("At least")).to_have_value("-20")
    page.get_by_role("group", name="In the south").get_by_label("At most").fill("16")
    page.get_by_role("button", name="Work it out").click()
    told = page.locator("#knowing").get_by_role("status")
    expect(told).to_contain_text("By what is known today: In the north.")
    expect(told.get_by_role("row").nth(1)).to_contain_text("In the north")
    sound(page, "what it is worth to find out first")


def _looked_at_again(page, decision, sound):
    page.goto(f"/decisions/{decision.code}")
    expect(page.get_by_role("region", name="Figures of that day")).to_contain_text("60")
    page.get_by_role("link", name="Compute it again from what was kept").click()
    expect(page.locator("#again")).to_contain_text("The same, to the last digit.")
    page.get_by_role("group", name="Was it taken well").get_by_label("Yes").check()
    page.get_by_role("group", name="Did it turn out well?").get_by_label("No").check()
    page.get_by_label("Why did it come so?").fill("Nobody came in summer.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("did not turn out well")).to_be_visible()
    sound(page, "a decision that was looked at again")
