"""Many record at once under one objective: nothing is lost, each gets what is theirs, scores are those of a full pass."""

from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction
from tests.scorecards.lines import PATIENCE, Clients, Queue
from tests.scorecards.recomputation import differences
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.accounts.services import add_user
from hoshin.audit import together
from hoshin.audit.models import Change
from hoshin.audit.services import act
from hoshin.base import events
from hoshin.base.errors import Conflict
from hoshin.base.periods import Period
from hoshin.measures.beside import beside_others
from hoshin.measures.models import Actual, Measure, Target
from hoshin.measures.services import record_actual
from hoshin.scorecards.events import ScoreMoved
from hoshin.scorecards.models import Score
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Contribution

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CLIENTS = 32
EACH = 4


@pytest.fixture
def measures(enterprise):
    """One for each client, all under one objective."""
    with act(Actor.system(), "widen"):
        found = [Measure.objects.create(code=f"m{n}", name=f"m{n}") for n in range(CLIENTS)]
        Target.objects.bulk_create([Target(measure=m, baseline=0, target=100) for m in found])
        parent = enterprise.objectives.get(code="OF")
        Contribution.objects.bulk_create([Contribution(parent=parent, measure=m) for m in found])
        events.publish(StructureChanged(enterprise.pk))
    return found


@pytest.fixture
def served(monkeypatch):
    """How many were written by each of the transactions of those who stood in line."""
    counts, serve = [], together._serve

    def counting(sharing, group):
        serve(sharing, group)
        counts.append(sum(one.is_over for one in group))

    monkeypatch.setattr(together, "_serve", counting)
    return counts


def test_thirty_two_clients_record_under_the_same_objective(enterprise, measures, served):
    authors = [
        Actor.of(add_user(Actor.system(), name=f"Client {n}", email=f"c{n}@acme.test", role="office"), "api")
        for n in range(4)
    ]
    clients, refused = Clients(), []

    def client(number):
        author = authors[number % len(authors)]
        for turn in range(EACH):
            period, value = Period.parse(f"2026-{10 - turn % 2:02d}"), float(number + turn * 7 % 90)
            with suppress(Conflict):
                # Shown to nobody: it is refused, whoever else is served with it.
                record_actual(author, measure=measures[number], period="2026-01", value=1.0, expected_id=-1)
                refused.append(number)
            found = record_actual(author, measure=measures[number], period=period, value=value)
            score = Score.objects.get(node__measure=measures[number], node__unit=None, period=period.start)
            assert score.value == value, "who has saved is shown what they saved"
            moved = {(one.node, one.period): one for one in found.followed if isinstance(one, ScoreMoved)}
            assert moved[score.node_id, period.start].after == score.score
            record_actual(author, measure=Measure.objects.get(code="k1"), period=OCTOBER, value=float(number + turn))

    for number in range(CLIENTS):
        clients.begin(number, lambda number=number: client(number))
    clients.wait()
    assert clients.problems == {}
    assert refused == []
    rows = Actual.objects.filter(measure__in=measures, superseded_at=None).select_related("change")
    assert len(rows) == CLIENTS * 2
    assert not Actual.objects.filter(measure__in=measures, period="2026-01-01").exists()
    for row in rows:
        assert row.change.actor_name == f"Client {int(row.measure.code[1:]) % len(authors)}"
        assert row.change.facts["measure"] == row.measure.name
    every = Actual.objects.filter(change__verb="record_actual", change__actor_name__startswith="Client")
    assert len(every) == CLIENTS * EACH * 2
    assert max(served) > 1, "nobody was served with others"
    assert Actual.objects.filter(measure__code="k1", period=OCTOBER.start, superseded_at=None).count() == 1
    assert differences(enterprise) == []


def broken(measure):
    """Records a value, and breaks a rule of the database behind it."""
    with act(Actor.system(), "break"):
        record_actual(Actor.system(), measure=measure, period="2026-09", value=9.0)
        with transaction.atomic():
            Measure.objects.create(code="M1", name="a code that is taken")


def test_those_who_wait_are_served_as_one(enterprise, measures, served):
    clients = Clients()
    queue = Queue(clients, "k1")
    for number, measure in enumerate(measures[:4]):
        queue.join(
            measure.code,
            lambda measure=measure, number=number: record_actual(
                Actor.system(), measure=measure, period=OCTOBER, value=float(number)
            ),
        )
    refuse = {"measure": measures[5], "period": OCTOBER, "value": 1.0, "expected_id": -1}
    queue.join("refused", lambda: record_actual(Actor.system(), **refuse))
    queue.open()
    assert {name: type(problem) for name, problem in clients.problems.items()} == {"refused": Conflict}
    rows = [clients.came_of[measure.code].actual for measure in measures[:4]]
    assert served == [1, 5]
    assert len({row.change_id for row in rows}) == 4
    assert Change.objects.filter(pk__in=[row.change_id for row in rows]).count() == 4
    assert not Actual.objects.filter(measure=measures[5]).exists()
    assert differences(enterprise) == []


def test_what_breaks_for_one_breaks_for_nobody_else(enterprise, measures, served):
    clients = Clients()
    queue = Queue(clients, "k1")
    queue.join("m0", lambda: record_actual(Actor.system(), measure=measures[0], period=OCTOBER, value=1.0))
    queue.join("broken", lambda: beside_others([measures[1].pk], lambda: broken(measures[1])))
    queue.join("m2", lambda: record_actual(Actor.system(), measure=measures[2], period=OCTOBER, value=2.0))
    queue.open()
    assert {name: type(problem) for name, problem in clients.problems.items()} == {"broken": IntegrityError}
    assert served == [1, 0]
    assert sorted(Actual.objects.filter(measure__in=measures).values_list("value", flat=True)) == [1.0, 2.0]
    assert differences(enterprise) == []


def test_a_measure_that_somebody_holds_keeps_nobody_else_waiting(enterprise, measures):
    clients = Clients()
    queue = Queue(clients, "k1")
    for number in (0, 1):
        queue.join(
            number,
            lambda number=number: record_actual(
                Actor.system(), measure=measures[number], period=OCTOBER, value=float(number)
            ),
        )
    with transaction.atomic():
        Measure.objects.select_for_update().get(pk=measures[0].pk)
        queue.gates[1].set()
        queue.clients.threads[3].join(PATIENCE)
        assert clients.came_of[1].actual.value == 1.0
        assert queue.clients.threads[2].is_alive()
    queue.open()
    assert clients.problems == {}
    assert Actual.objects.filter(measure__in=measures).count() == 2
    assert differences(enterprise) == []
