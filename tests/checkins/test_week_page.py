"""My week without a script: it says what is due, saves as one, keeps what was typed, and costs what a page may cost."""

import pytest
from tests.checkins.conftest import draft

from hoshin.checkins.models import CheckIn
from hoshin.checkins.services import check_in, set_reviewer
from hoshin.measures.models import Actual, Measure
from hoshin.measures.rows import ActualRow
from hoshin.measures.services import record_actuals, withdraw_actual

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def page(client, carl, goal):
    client.force_login(carl)
    return client


def sent(goal, **typed):
    """What a browser sends of the two rows, with what was typed into the first."""
    fields = {"value": "6", "note": "", "confidence": "", "in": ""} | typed
    first, second = (f"{goal.objective_id}-{Measure.objects.get(code=code).pk}" for code in ("P1-1.1", "P1-1.2"))
    posted = {f"{name}-{first}": value for name, value in fields.items()}
    for row in (first, second):
        posted |= {
            f"expected-{row}": posted.get(f"expected-{row}", "0"),
            f"period-{row}": "2026-11",
            f"shown-{row}": "",
        }
    return posted


def test_it_costs_no_more_queries_for_more_rows(page, goal, own, mona, django_assert_max_num_queries):
    check_in(own, [draft(goal, value=6, confidence=4, blocker="Nobody signs.")])
    set_reviewer(own, objective=goal.objective, person=mona)
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = page.get("/week")
    assert "1 to look at" in answer.text
    assert "Nobody signs." in answer.text
    page.force_login(mona.user)
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = page.get("/week")
    assert "They wait for your answer" in answer.text
    assert "Said of goals that you review" in answer.text
    page.post(f"/check-ins/of/{goal.objective_id}/seen", {"word": "Go on."})
    assert CheckIn.objects.get().acknowledgement.word == "Go on."
    with django_assert_max_num_queries(MOST_QUERIES):
        said = page.get("/check-ins/P1-1").text
    assert "seen by Mona Manager" in said
    assert "reviewed by Mona Manager" in said


def test_it_saves_as_one_and_keeps_what_was_typed_where_something_is_wrong(page, goal):
    answer = page.post("/week", sent(goal, value="six", note="Two signed."))
    assert (answer.status_code, CheckIn.objects.count()) == (422, 0)
    for kept in ("“six” is not a number.", "Two signed.", 'value="six"'):
        assert kept in answer.text
    assert page.post("/week", sent(goal, note="Two signed.", confidence="4")).status_code == 302
    said = CheckIn.objects.get()
    assert (said.value, said.note, said.confidence) == (6, "Two signed.", 4)
    assert "one key result checked in" in page.get("/week").text.lower().replace("1 key", "one key")


def test_who_was_faster_stands_beside_the_cell_and_sending_again_puts_mine_in_its_place(page, goal, office):
    measure = Measure.objects.get(code="P1-1.1")
    record_actuals(office, [ActualRow(measure.pk, None, draft(goal, value=1).actual.period, value=5.0)])
    answer = page.post("/week", sent(goal, note="Mine"))
    assert answer.status_code == 422
    assert "Olga Office recorded 5 at" in answer.text
    held = Actual.objects.get(measure=measure, superseded_at=None)
    name = f"expected-{goal.objective_id}-{measure.pk}"
    assert f'name="{name}" value="{held.pk}"' in answer.text
    assert page.post("/week", sent(goal, note="Mine") | {name: str(held.pk)}).status_code == 302
    assert Actual.objects.get(measure=measure, superseded_at=None).value == 6


def test_values_that_are_due_come_in_behind_and_are_saved_as_one(page, goal, office, django_assert_max_num_queries):
    revenue = Measure.objects.get(code="REV")
    withdraw_actual(office, measure=revenue, period="2026-10")
    assert "/week/values" in page.get("/week").text
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = page.get("/week/values", HTTP_HX_REQUEST="true")
    assert "Value of Revenue, October 2026" in answer.text
    held = Actual.objects.get(measure=revenue, period="2026-10-01", superseded_at=None)
    place = f"{revenue.pk}-0-20261001"
    value = {f"expected-{place}": "0", f"value-{place}": "x", f"note-{place}": "Late"}
    refused = page.post("/week", sent(goal) | value)
    assert refused.status_code == 422
    assert "Late" in refused.text
    assert not CheckIn.objects.exists()
    overtaken = page.post("/week", sent(goal) | value | {f"value-{place}": "31"})
    assert overtaken.status_code == 422
    assert "Somebody withdrew the value meanwhile" in overtaken.text
    right = {f"value-{place}": "31", f"expected-{place}": str(held.pk)}
    assert page.post("/week", sent(goal) | value | right).status_code == 302
    said, actual = CheckIn.objects.get(), Actual.objects.get(measure=revenue, period="2026-10-01", superseded_at=None)
    assert (said.value, actual.value, actual.change.verb) == (6, 31, "check_in")
