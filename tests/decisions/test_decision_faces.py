"""Decisions on their pages and by program."""

import pytest
from tests.api.conftest import Program

from hoshin.accounts.access import Actor
from hoshin.accounts.services import create_token
from hoshin.base import clock
from hoshin.decisions.models import Decision, DecisionReview
from hoshin.initiatives.services import add_initiative
from hoshin.org.models import Person

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"
QUESTION = {
    "question": "Do we open a second desk?",
    "options": "Open it in March\nOpen it in June",
    "about": "GROW; REV",
    "visibility": "public",
}


@pytest.fixture
def pages(supplied_world, november, client, olga, carl):
    client.force_login(olga, backend=BACKEND)
    return client


def test_a_question_is_put_decided_computed_again_and_looked_at(pages):
    decider = Person.objects.get(employee_id="P1")
    wrong = pages.post("/decisions/new", QUESTION | {"about": "GROW; NOWHERE"})
    assert wrong.status_code == 422
    assert "NOWHERE" in wrong.content.decode()
    assert "Open it in June" in wrong.content.decode()
    put = pages.post("/decisions/new", QUESTION | {"decider": f"{decider.name} · P1"})
    assert put.status_code == 302, [line for line in put.content.decode().splitlines() if "<li>" in line]
    decision = Decision.objects.get()
    assert "Do nothing" in pages.get("/decisions/D-1").content.decode()
    option = decision.options.get(position=1)
    incomplete = pages.post("/decisions/D-1/take", {"option": option.pk, "review_on": "2027-05-01", "reasons": ""})
    assert incomplete.status_code == 422
    said = {"option": option.pk, "review_on": "2027-05-01", "reasons": "They wait.", "version": decision.version}
    assert pages.post("/decisions/D-1/take", said).status_code == 302
    page = pages.get("/decisions/D-1").content.decode()
    assert "What was known then" in page
    assert "The same, to the last digit." in pages.get("/decisions/D-1/again").content.decode()
    assert pages.get("/decisions?q=desk").content.decode().count("data-row") == 1
    reviewed = {"is_process_good": "yes", "is_outcome_good": "no", "why": "Nobody came."}
    assert pages.post("/decisions/D-1/review", reviewed).status_code == 302
    review = DecisionReview.objects.get()
    assert (review.is_process_good, review.is_outcome_good) == (True, False)
    assert "did not turn out well" in pages.get("/decisions/D-1").content.decode()
    assert pages.get("/decisions/D-1/history").status_code == 200


def test_the_page_of_what_it_is_about_tells_it(pages, office, django_assert_max_num_queries):
    add_initiative(office, code="I1", name="Two desks")
    pages.post("/decisions/new", QUESTION | {"about": "GROW; REV; I1"})
    for kind, code in (("objective", "GROW"), ("measure", "REV"), ("initiative", "I1")):
        address = f"/decisions/about/{kind}/{code}"
        assert pages.get(address).headers["location"] == f"/decisions?q={code}"
        with django_assert_max_num_queries(15):
            section = pages.get(address, headers={"hx-request": "true"}).content.decode()
        assert "/decisions/D-1" in section
        assert f"/decisions/new?about={code}" in section
        assert address in pages.get(f"/{kind}s/{code}").content.decode()


def test_a_question_with_two_answers_says_what_a_pilot_may_cost(pages):
    pages.post("/decisions/new", QUESTION)
    assert "What a pilot may cost" not in pages.get("/decisions/D-1").content.decode()
    pages.post("/decisions/new", QUESTION | {"options": "Open it"})
    stakes = {"low": "-36.89", "middle": "40", "high": "116.89", "observations": "4", "spread": "80"}
    said = pages.get("/decisions/D-2", stakes | {"cost": "4", "delay": "0.5"}).content.decode()
    assert "In 25 of 100 cases that is wrong." in said
    assert "It may cost 5.49." in said
    assert "worth it: it brings 1.49 more" in said
    dear = pages.get("/decisions/D-2", stakes | {"cost": "10"}).content.decode()
    assert "not worth it: it costs 4.01 more" in dear
    wrong = pages.get("/decisions/D-2", stakes | {"high": "-50", "observations": "some"}).content.decode()
    assert "The range runs backwards" in wrong
    assert "some” is not a number" in wrong


def test_a_question_with_more_answers_says_which_to_find_out_about(pages):
    pages.post("/decisions/new", QUESTION | {"options": "Open it\nMove it\nLend it"})
    empty = pages.get("/decisions/D-1").content.decode()
    assert "Find out more first?" in empty
    assert "is worth at most" not in empty
    said = {"low-0": "-36.89", "middle-0": "40", "high-0": "116.89", "low-1": "20", "middle-1": "25", "high-1": "30"}
    told = pages.get("/decisions/D-1", said).content.decode()
    assert "By what is known today: Open it." in told
    rows = told.partition("is worth at most")[2].partition("</table>")[0]
    assert rows.index("Open it") < rows.index("Move it")
    assert "Lend it" not in rows
    wrong = pages.get("/decisions/D-1", said | {"middle-1": "", "high-0": "-50"}).content.decode()
    assert "Write all three numbers, or none." in wrong
    assert "The range runs backwards" in wrong
    assert 'value="116.89"' not in wrong
    alone = pages.get("/decisions/D-1", {name: value for name, value in said.items() if name.endswith("0")})
    assert "Say of two options at least what they bring." in alone.content.decode()


def test_two_who_change_a_question_lose_nothing(pages):
    pages.post("/decisions/new", QUESTION)
    answer = pages.post("/decisions/D-1/edit", QUESTION | {"question": "Do we open two?", "version": 0})
    assert answer.status_code == 409
    assert "Do we open two?" in answer.content.decode()


def test_a_page_asks_few_questions(pages, django_assert_max_num_queries):
    pages.post("/decisions/new", QUESTION)
    for address in ("/decisions", "/decisions/D-1"):
        pages.get(address)
        with django_assert_max_num_queries(15):
            pages.get(address)


def test_a_program_puts_takes_reads_and_reviews(pages, olga, vera, client):
    caller, viewer = (Program(client, create_token(Actor.of(user, "web"), name="p")[1]) for user in (olga, vera))
    body = {"question": "Do we open a second desk?", "options": ["Open it"], "objectives": ["GROW"], "decider": "P1"}
    made = caller.post("/decisions", body).json()
    assert (made["code"], made["options"], made["state"]) == ("D-1", ["Open it", "Do nothing"], "open")
    said = {"option": "Open it", "reasons": "They wait.", "review_on": "2027-05-01", "confidence": 70}
    assert caller.post("/decisions/D-1/take", said | {"option": "Close it"}).status_code == 422
    assert viewer.post("/decisions/D-1/take", said).status_code == 403
    taken = caller.post("/decisions/d-1/take", said).json()
    assert (taken["chosen"], taken["decided_on"]) == ("Open it", clock.today().isoformat())
    assert viewer.get("/decisions?shown=taken").json()["count"] == 1
    assert viewer.get("/decisions/D-1/evidence").status_code == 403
    evidence = caller.get("/decisions/D-1/evidence").json()
    assert evidence["is_untouched"]
    assert [one["stated"] == one["again"] for one in evidence["found_again"]] == [True]
    reviewed = caller.post("/decisions/D-1/review", {"is_process_good": True, "is_outcome_good": True, "why": "So."})
    assert reviewed.json()["review"]["why"] == "So."
