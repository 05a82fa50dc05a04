"""Strategy reviews on their pages and by program."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from tests.api.conftest import Program

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.decisions.models import Decision
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.strategy_reviews.models import StrategyReview, StrategyReviewSeries, StrategyReviewTopic, TopicKind

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"
HTMX = {"hx-request": "true"}


@pytest.fixture
def pages(review, client, olga):
    client.force_login(olga, backend=BACKEND)
    return client


def moved(review):
    return review.topics.get(kind=TopicKind.MOVED)


def test_a_series_is_begun_and_its_first_meeting_planned(pages):
    said = {"name": "Board", "plan": "E", "cadence": "annual", "minutes": "120", "chair": "P1", "members": "P2\nNobody"}
    wrong = pages.post("/strategy-reviews/series/new", said)
    assert wrong.status_code == 422
    assert "Nobody or nothing is called" in wrong.content.decode()
    assert pages.post("/strategy-reviews/series/new", said | {"members": "P2"}).status_code == 302
    series = StrategyReviewSeries.objects.get(name="Board")
    page = pages.get(f"/strategy-reviews/series/{series.code}/plan").content.decode()
    assert "Nina North · P2" in page
    meeting = {"day": "2026-12-01", "at": "10:00", "minutes": "90", "chair": "P1", "participants": "P1\nP2"}
    assert pages.post(f"/strategy-reviews/series/{series.code}/plan", meeting).status_code == 302
    planned = series.reviews.get()
    assert timezone.localtime(planned.starts_at).hour == 10
    edit = pages.post(f"/strategy-reviews/{planned.code}/edit", meeting | {"at": "11:00", "version": planned.version})
    assert edit.status_code == 302
    stale = pages.post(f"/strategy-reviews/{planned.code}/edit", meeting | {"at": "12:00", "version": planned.version})
    assert stale.status_code == 409
    assert f"/strategy-reviews/{planned.code}" in pages.get(f"/strategy-reviews/series/{series.code}").content.decode()
    stale = pages.post(f"/strategy-reviews/series/{series.code}", said | {"members": "P2", "version": 0})
    assert stale.status_code == 409


def test_minutes_are_kept_as_one_types_and_two_lose_nothing(pages, review):
    topic = moved(review)
    address = f"/strategy-reviews/{review.code}/topics/{topic.number}/notes"
    kept = pages.post(f"{address}?autosave", {"notes": "They came", "version": topic.version}, headers=HTMX)
    assert 'name="version" value="2"' in kept.content.decode()
    assert StrategyReviewTopic.objects.get(pk=topic.pk).notes == "They came"
    late = pages.post(f"{address}?autosave", {"notes": "Others", "version": topic.version}, headers=HTMX)
    assert late.status_code == 422
    assert late.headers["HX-Retarget"] == "#dialog-body"
    assert "They came" in late.content.decode()
    assert "Others" in late.content.decode()


def test_the_way_through_a_meeting(pages, review, django_assert_max_num_queries):
    here = f"/strategy-reviews/{review.code}"
    pages.post(f"{here}/topics", {"title": "The budget", "minutes": "15"})
    assert pages.post(f"{here}/topics", {"title": "", "minutes": "some"}).status_code == 422
    added = review.topics.get(title="The budget")
    assert pages.post(f"{here}/topics/order", {"order": f"{added.number},1"}, headers=HTMX).status_code == 204
    pages.post(f"{here}/topics/{added.number}/change", {"title": "Budget", "minutes": "20", "version": 2})
    shown = pages.get(f"{here}/topics/{moved(review).number}", headers=HTMX).content.decode()
    assert "Moved by Revenue (+20)" in shown
    question = {"question": "One more desk?", "options": "Yes", "about": "GROW", "decider": "P1", "chosen": "Of course"}
    wrong = pages.post(f"{here}/decide", question | {"reasons": "They wait.", "review_on": "2027-11-01"})
    assert wrong.status_code == 422
    assert "none of the options" in wrong.content.decode()
    question |= {"chosen": "Yes", "reasons": "They wait.", "review_on": "2027-11-01"}
    assert pages.post(f"{here}/decide", question).status_code == 302
    assert pages.post(f"{here}/act", {"thing": "GROW; REV", "name": "Call", "owner": "P1"}).status_code == 422
    action = {"thing": "REV", "name": "Call them", "owner": "P1", "due_on": "2026-12-20"}
    assert pages.post(f"{here}/act", action).status_code == 302
    assert pages.post(f"{here}/tasks", {"text": "Ask the north", "owner": "P2"}).status_code == 302
    for address in (here, f"{here}/present", f"{here}/present?topic=end", "/strategy-reviews"):
        pages.get(address)
        with django_assert_max_num_queries(15):
            page = pages.get(address).content.decode()
        if address in (here, f"{here}/present?topic=end"):
            assert "One more desk?" in page
            assert "Call them" in page
    assert pages.get(f"{here}/minutes").status_code == 404
    assert pages.post(f"{here}/close").headers["location"] == f"{here}/minutes"
    with django_assert_max_num_queries(15):
        minutes = pages.get(f"{here}/minutes").content.decode()
    file = pages.get(f"{here}/minutes.md").content.decode()
    for text in (minutes, file):
        assert "Moved by Revenue (+20)" in text
        assert "Ask the north" in text
    assert f"- {Decision.objects.get().code} One more desk? **Yes**" in file
    assert "BEGIN:VEVENT" in pages.get(f"{here}/meeting.ics").content.decode()
    pages.post(f"{here}/next")
    following = StrategyReview.objects.order_by("-pk").first()
    tasks = following.topics.get(kind=TopicKind.TASKS)
    assert (
        "Ask the north"
        in pages.get(f"/strategy-reviews/{following.code}/present?topic={tasks.number}").content.decode()
    )
    assert pages.post(f"/strategy-reviews/tasks/{review.tasks.get().pk}", {"done": "yes"}).status_code == 302
    assert pages.get(f"{here}/history").status_code == 200
    assert "One more" not in pages.get("/strategy-reviews?q=desk").content.decode()
    assert pages.post(f"{here}/reopen").status_code == 302
    assert pages.post(f"/strategy-reviews/{following.code}/remove").status_code == 302


def test_a_task_of_somebody_who_was_not_there_is_done_from_the_list(pages, client, review, vera, office):
    from hoshin.org.services import add_person, change_person

    change_person(office, person=add_person(office, employee_id="P3", name="Vera"), user=vera)
    task = {"text": "Count them", "owner": "P3", "due_on": "2026-11-20"}
    pages.post(f"/strategy-reviews/{review.code}/tasks", task)
    client.force_login(vera, backend=BACKEND)
    assert "Count them" in client.get("/strategy-reviews").content.decode()
    assert client.get(f"/strategy-reviews/{review.code}").status_code == 404
    done = client.post(f"/strategy-reviews/tasks/{review.tasks.get().pk}", {"done": "yes", "here": "yes"})
    assert done.headers["location"] == "/strategy-reviews"


def test_a_program_plans_reads_minutes_and_closes(pages, review, olga, vera, client):
    caller, viewer = (Program(client, create_token(Actor.of(user, "web"), name="p")[1]) for user in (olga, vera))
    made = caller.post("/strategy-reviews", {"series": "RS-1", "starts_at": "2026-12-01T10:00:00Z"}).json()
    assert "code" in made, made
    assert set(made["participants"]) == {"P1", "P2"}
    shown = {topic["kind"]: topic for topic in made["topics"]}
    assert shown["moved"]["lines"][0]["code"] == "GROW"
    address = f"/strategy-reviews/{made['code']}"
    assert viewer.get(address).status_code == 404
    assert viewer.get("/strategy-reviews").json()["count"] == 0
    number = shown["moved"]["number"]
    said = caller.post(f"{address}/topics/{number}/minutes", {"notes": "They came.", "version": 1}).json()
    assert [topic["notes"] for topic in said["topics"] if topic["number"] == number] == ["They came."]
    assert caller.post(f"{address}/topics/{number}/minutes", {"notes": "Others", "version": 1}).status_code == 409
    assert caller.post(f"{address}/close", {}).json()["closed_at"] is not None
    assert caller.get("/strategy-reviews?shown=held").json()["count"] == 1


def test_a_decision_of_a_meeting_is_looked_at_a_year_later_and_computed_again_after_a_restatement(
    pages, review, office
):
    question = {"question": "One more desk?", "options": "Yes", "about": "GROW; REV", "decider": "P1", "chosen": "Yes"}
    pages.post(
        f"/strategy-reviews/{review.code}/decide", question | {"reasons": "They wait.", "review_on": "2027-11-01"}
    )
    code = Decision.objects.get().code
    pages.post(f"/strategy-reviews/{review.code}/close")
    record_actual(office, measure=Measure.objects.get(code="REV"), period=Period.parse("2026-10"), value=5)
    with clock.fixed(datetime(2027, 11, 2, 9, tzinfo=UTC)):
        assert "The same, to the last digit." in pages.get(f"/decisions/{code}/again").content.decode()
        assert f"/decisions/{code}" in pages.get("/decisions?shown=to_review").content.decode()
        said = {"is_process_good": "yes", "is_outcome_good": "no", "why": "The figures were wrong then."}
        assert pages.post(f"/decisions/{code}/review", said).status_code == 302
    assert "did not turn out well" in pages.get(f"/decisions/{code}").content.decode()
    assert "Moved by Revenue (+20)" in pages.get(f"/strategy-reviews/{review.code}/minutes").content.decode()
