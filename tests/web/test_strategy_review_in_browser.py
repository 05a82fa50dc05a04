"""A decision that a strategy review took is looked at again a year later, when its figures were corrected meanwhile."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from tests.strategy_reviews.conftest import carls, ninas, review  # noqa: F401 – fixtures

from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.decisions.models import Decision
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual

pytestmark = pytest.mark.django_db
A_YEAR_LATER = datetime(2027, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def decision(review, office, carl, client):  # noqa: F811 – the fixture above
    """Taken in the meeting on its page; a year later one of its figures is another, and the clock stands there."""
    client.force_login(carl, backend="hoshin.notices.signed_in.WithUnread")
    said = {
        "question": "Do we open a second desk?",
        "options": "Open it in March\nOpen it in June",
        "about": "REV; GROW",
        "decider": "Carl Contributor · P1",
        "chosen": "Open it in March",
        "reasons": "They wait too long.",
        "review_on": "2027-11-20",
    }
    answer = client.post("/strategy-reviews/SR-1/decide", said)
    assert answer.status_code == 302
    assert "Do we open a second desk?" in client.get(answer.url).content.decode()
    with clock.fixed(A_YEAR_LATER):
        record_actual(office, measure=Measure.objects.get(code="REV"), period=Period.parse("2026-10"), value=12)
        yield Decision.objects.get()


def test_a_decision_of_a_meeting_is_held_against_what_came(decision, carl, signed_in, sound):
    page = signed_in(carl)
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
    decision.refresh_from_db()
    assert (decision.state, decision.review.reviewed_on) == ("reviewed", A_YEAR_LATER.date())
