"""What one owes of 1:1s is done where home names it, and is gone from there."""

from datetime import time, timedelta

import pytest
from tests.meetings.cast import TUESDAY, person_of

from hoshin.base import clock
from hoshin.meetings.models import ActionItem, OneOnOne
from hoshin.meetings.services import add_action_item, propose_one_on_one

pytestmark = pytest.mark.django_db
HOME = {"Referer": "http://testserver/home"}


def test_an_action_item_is_done_and_a_proposal_accepted_at_home(people, client, mia, ben, weekly):
    yesterday = clock.today() - timedelta(days=1)
    item = add_action_item(mia, one_on_one=weekly, text="Ask three customers", owner=people["B"], due_on=yesterday)
    proposed = propose_one_on_one(ben, partner=person_of("S"), starts_on=TUESDAY, at=time(10))
    client.force_login(person_of("B").user)
    assert "Done: Ask three customers" in client.get("/home").content.decode()
    assert client.post(f"/meetings/actions/{item.pk}", {"done": "yes"}, headers=HOME).url == HOME["Referer"]
    assert ActionItem.objects.get().done_on == clock.today()
    assert "Ask three customers" not in client.get("/home").content.decode()
    client.force_login(person_of("S").user)
    assert "Accept it: Answer the 1:1 that Ben Builder proposes" in client.get("/home").content.decode()
    said = {"answer": "accept", "stays": "yes"}
    assert client.post(f"/meetings/{proposed.pk}/answer", said, headers=HOME).url == HOME["Referer"]
    assert OneOnOne.objects.get(pk=proposed.pk).agreement == "agreed"
    assert "Ben Builder proposes" not in client.get("/home").content.decode()
