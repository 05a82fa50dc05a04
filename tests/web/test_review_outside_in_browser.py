"""Somebody outside opens the link of their mail in a browser, saves, comes back and hands in, on a phone."""

import pytest
from playwright.sync_api import expect
from tests.reviews import conftest
from tests.reviews.conftest import launched

from hoshin.reviews.links import secret_of
from hoshin.reviews.models import FormState, OutsideAnswers
from hoshin.reviews.services import answer_outside, name_outside

pytestmark = pytest.mark.django_db
staff = conftest.staff
LINK = "https://hoshin.test/reviews/outside/secret-part"
WORDS = "Answers within a day, <b>also</b> in June."


def test_a_stranger_writes_by_their_link(page, staff):
    cycle = launched(staff, has_outside=True)
    form = name_outside(staff.as_of("Ada"), cycle=cycle, name="Yoko Oda", email="yoko@customer.example")
    answer_outside(staff.as_of("Mia"), form=form, is_agreed=True, page=LINK)
    form.refresh_from_db()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/reviews/outside/{secret_of(form)}")
    first = page.get_by_role("textbox").first
    first.fill(WORDS)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text("not handed in yet")
    page.goto(f"/reviews/outside/{secret_of(form)}")
    expect(first).to_have_value(WORDS)
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("main").get_by_role("status")).to_contain_text("handed in")
    form.refresh_from_db()
    assert form.state == FormState.DONE
    assert WORDS in str(OutsideAnswers.objects.get(form=form).answers)
