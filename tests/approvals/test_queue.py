"""The queue of values that wait: all, some or one let count, or sent back with a reason."""

import pytest
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.measures.models import Actual, Measure, WaitingValue
from hoshin.measures.services import change_measure, record_actual
from hoshin.org.services import add_person, change_person

pytestmark = pytest.mark.django_db
BACKEND = "hoshin.notices.signed_in.WithUnread"


@pytest.fixture
def queue(supplied_world, november, carl, office, client):
    """Three values of Carl's REV wait; he is signed in. By month: number and version, as the page names them."""
    sam = User.objects.create(email="sam@hoshin.test", name="Sam Supplier", role="member")
    person = change_person(office, person=add_person(office, employee_id="S1", name="Sam Supplier"), user=sam)
    rev = change_measure(office, measure=Measure.objects.get(code="REV"), supplier=person, needs_approval=True)
    for back in range(3):
        record_actual(Actor.of(sam, "web"), measure=rev, period=OCTOBER.shift(-back), value=70 + back)
    client.force_login(carl, backend=BACKEND)
    return {row.period.month: f"{row.pk}-{row.version}" for row in WaitingValue.objects.all()}


def states():
    return {row.period.month: row.state for row in WaitingValue.objects.all()}


def test_some_of_them_count_and_the_rest_waits(queue, client):
    assert (
        client.post("/approvals", {"chosen": [queue[10], queue[8]], "shown": list(queue.values())}).status_code == 302
    )
    assert states() == {10: "approved", 9: "waiting", 8: "approved"}
    assert set(Actual.objects.filter(measure__code="REV", superseded_at=None).values_list("value", flat=True)) >= {
        70,
        72,
    }
    # One button goes before what is chosen; without a choice all that were shown are meant.
    client.post("/approvals", {"shown": [queue[9]]})
    assert states() == dict.fromkeys((8, 9, 10), "approved")


def test_some_are_sent_back_for_one_reason(queue, client):
    chosen = {"chosen": [queue[10], queue[9]], "shown": list(queue.values())}
    asked = client.post("/approvals/send-back?ask", chosen)
    assert (asked.status_code, asked.content.decode().count('name="one"')) == (200, 2)
    both = {"one": [queue[10], queue[9]]}
    assert client.post("/approvals/send-back", {**both, "reason": " "}).status_code == 422
    assert set(states().values()) == {"waiting"}
    assert client.post("/approvals/send-back", {**both, "reason": "Gross or net?"}).status_code == 302
    assert states() == {10: "sent_back", 9: "sent_back", 8: "waiting"}
    assert "Gross or net?" in client.get("/approvals?measure=REV").content.decode()
    assert client.get("/approvals/send-back").headers["Location"] == "/approvals"
    assert client.post("/approvals/send-back?ask", {"one": "x"}).status_code == 400
