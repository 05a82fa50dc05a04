"""The story of a review: peers named and agreed, a form saved as one types, a change by two, a release, an appeal."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from playwright.sync_api import expect
from tests.reviews import conftest
from tests.reviews.conftest import form_of, written

from hoshin.base import clock
from hoshin.feedback.services import recognise
from hoshin.reviews.models import CalibrationTime, FormAnswers, FormState, ReviewResult
from hoshin.reviews.services import close_writing, make_group, release_results

pytestmark = pytest.mark.django_db
staff, cycle = conftest.staff, conftest.cycle
WORDS = "The cutover in May held, and nobody had to come in at night."


def test_a_session_that_ends_takes_no_word_of_a_form(signed_in, staff, cycle):
    form = written(staff, cycle, "Mia", "Ada", done=False)
    page = signed_in(staff.users["Mia"])
    page.goto(f"/reviews/forms/{form.pk}")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_label("What was achieved").fill(WORDS)
    # The coach, who is asked as one types, leads nobody away.
    expect(page.get_by_text("You are signed out. Your words are kept in this browser")).to_be_visible()
    expect(page.get_by_text("Copy what you typed, or sign in in another window first.")).to_be_visible()
    assert page.url.endswith(f"/reviews/forms/{form.pk}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    expect(page.locator("textarea", has_text=WORDS)).to_have_count(1)


def test_two_clicks_on_a_button_send_a_form_once(signed_in, staff):
    page = signed_in(staff.users["Ben"])
    page.goto(f"/growth/people/{staff.people['Ben'].pk}/steps/new")
    page.get_by_label("What is done").fill("Write two letters with Cem")
    page.get_by_label("Until").fill("2026-12-01")
    is_stopped = page.evaluate("""() => {
        const form = document.querySelector("main form"), seen = [];
        addEventListener("submit", (event) => seen.push(event.defaultPrevented) && event.preventDefault());
        form.requestSubmit();
        form.requestSubmit();
        return seen;
    }""")
    assert is_stopped == [False, True]


def test_from_naming_a_peer_to_the_answer_of_an_appeal(signed_in, window_of, staff, cycle):
    recognise(staff.as_of("Ada"), person=staff.people["Ben"], text="Stayed calm in the cutover.")
    page = signed_in(staff.users["Ben"])
    page.goto("/reviews")
    page.get_by_role("link", name="Name peers who write about you").click()
    page.get_by_label("Person 1").fill("Ada")
    page.get_by_role("button", name="Name them").click()
    expect(page.locator("main")).to_contain_text("waits for your manager")

    page = signed_in(staff.users["Mia"])
    page.goto("/reviews/peers")
    page.get_by_role("button", name="Agree: Ada").click()
    expect(page.get_by_text("Nobody waits")).to_be_visible()
    form = form_of(cycle, "Mia", "Ben")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/reviews/forms/{form.pk}")
    page.get_by_label("What was achieved").fill("You are abrasive.")
    expect(page.get_by_text("This describes a trait: abrasive.")).to_be_visible()
    page.get_by_label("What was achieved").fill(WORDS)
    page.keyboard.press("Alt+1")
    expect(page.locator("[data-cites=achieved]")).to_contain_text("Stayed calm in the cutover.")
    expect(page.get_by_text("Saved. You alone read it")).to_be_visible()
    kept = FormAnswers.objects.get(form=form)
    assert kept.answers["achieved"]["text"] == WORDS
    assert [one["kind"] for one in kept.cited] == ["recognition"]
    beyond = "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
    assert page.evaluate(f"{beyond}.map(e => e.tagName + '.' + e.className)") == []

    # Another window was faster: nothing is overwritten, and what was typed here is kept and can be put in again.
    FormAnswers.objects.filter(pk=kept.pk).update(version=kept.version + 1)
    page.get_by_label("What was achieved").fill(f"{WORDS} Typed late.")
    page.get_by_role("button", name="Load it again").click()
    page.get_by_role("button", name="Put them in").click()
    expect(page.get_by_text("Saved. You alone read it")).to_be_visible()
    assert FormAnswers.objects.get(form=form).answers["achieved"]["text"].endswith("Typed late.")
    page.get_by_role("radio", name="2 Part of it was done").check()
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/reviews")
    form.refresh_from_db()
    assert form.state == FormState.DONE

    written(staff, cycle, "Ben", "Ben")
    close_writing(staff.olga, cycle=cycle)
    cycle.refresh_from_db()
    group = make_group(staff.olga, cycle=cycle, name="North", seats=[staff.people["Mia"], staff.people["Hana"]])
    page = signed_in(staff.users["Mia"])
    # Who is told of what by the server, tests/faults tell: here the page is told once, when Hana has approved.
    waiting = []
    page.route("**/news", lambda route: waiting.append(route))
    page.goto(f"/reviews/groups/{group.pk}")
    page.wait_for_timeout(1_100)
    with page.expect_response(lambda answer: answer.url.endswith(f"/reviews/groups/{group.pk}/time")) as timed:
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert timed.value.status == 204
    assert CalibrationTime.objects.get(group=group).seconds >= 1
    page.get_by_role("row", name="Ben").get_by_role("link", name="Propose another score").click()
    page.get_by_label("Score").fill("3")
    page.get_by_label("Evidence").fill("The cutover in May.")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("button", name="Approve: Ben")).to_have_count(0)
    page.get_by_label("CSV file").set_input_files({"name": "c.csv", "mimeType": "text/csv", "buffer": b"employee_id"})
    page.locator("[id^=propose-]").first.focus()
    other = window_of(staff.users["Hana"])
    other.goto(f"/reviews/groups/{group.pk}")
    other.get_by_role("button", name="Approve: Ben").click()
    expect(other.get_by_role("row", name="Ben")).to_contain_text("3.00")
    expect(page.get_by_role("row", name="Ben")).not_to_contain_text("2.00 to 3.00")
    told = {"content_type": "text/event-stream", "body": "retry: 60000\n\nevent: changed\ndata: 1\n\n"}
    waiting[-1].fulfill(**told)
    expect(page.get_by_role("row", name="Ben")).to_contain_text("2.00 to 3.00", timeout=3_000)
    # What was chosen stays, and so does the place of whoever works by keyboard.
    assert page.get_by_label("CSV file").evaluate("field => field.files.length") == 1
    assert page.evaluate("document.activeElement.id").startswith("propose-")
    page.unroute("**/news")

    with clock.fixed(datetime(2026, 12, 18, 12, tzinfo=UTC)):
        release_results(staff.olga, cycle=cycle)
    ReviewResult.objects.filter(cycle=cycle).update(acknowledged_at=None)
    cycle.refresh_from_db()
    page = signed_in(staff.users["Ben"])
    page.goto(f"/reviews/{cycle.code}/about/Ben")
    expect(page.locator("main")).to_contain_text("The cutover in May.")
    page.get_by_role("link", name="Appeal").click()
    page.get_by_label("What is wrong").fill("The leave in May is missing.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("link", name="An appeal waits for its answer")).to_be_visible()
    page = signed_in(staff.users["Hana"])
    page.goto("/home")
    page.get_by_role("link", name="Answer the appeal of Ben", exact=True).click()
    page.get_by_label("Answer, with its reasons").fill("It was considered in June.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text("the score stays")
