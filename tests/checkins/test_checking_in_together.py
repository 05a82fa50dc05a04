"""Two who check in at the same moment are served as one, with whoever records under the same plan."""

import pytest
from tests.checkins.conftest import NOVEMBER, draft
from tests.scorecards.lines import Clients, Queue
from tests.scorecards.recomputation import differences

from hoshin.audit import together
from hoshin.audit.models import Change
from hoshin.checkins.models import CheckIn
from hoshin.checkins.services import check_in
from hoshin.measures.models import Actual

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_check_ins_are_served_as_one(goal, own, office, monkeypatch):
    served, serve = [], together._serve
    monkeypatch.setattr(together, "_serve", lambda sharing, group: served.append(group) or serve(sharing, group))
    clients = Clients()
    queue = Queue(clients, "P1-1.1")
    queue.join("own", lambda: check_in(own, [draft(goal, value=6, note="Mine")]))
    queue.join("office", lambda: check_in(office, [draft(goal, "P1-1.2", 7, note="From the list")]))
    queue.open()
    assert clients.problems == {}
    assert [sum(one.is_over for one in group) for group in served] == [1, 2]
    assert {row.note for row in CheckIn.objects.all()} == {"Mine", "From the list"}
    assert {change.actor_name for change in Change.objects.filter(verb="check_in")} == {own.name, office.name}
    recorded = Actual.objects.filter(measure__code__startswith="P1-1", period=NOVEMBER, superseded_at=None)
    assert sorted(recorded.values_list("value", flat=True)) == [6, 7]
    assert differences(goal.objective.plan) == []
