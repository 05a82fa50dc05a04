"""Many record at once under one objective: nothing is lost, and the scores are those of a full pass."""

import threading

import pytest
from django.db import connection
from tests.scorecards.recomputation import differences
from tests.worlds import OCTOBER

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.measures.models import Actual, Measure, Target
from hoshin.measures.services import record_actual
from hoshin.strategy.models import Contribution

CLIENTS = 16
EACH = 6


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sixteen_clients_record_under_the_same_objective(enterprise):
    from hoshin.audit.services import act
    from hoshin.base import events
    from hoshin.strategy.events import StructureChanged

    system = Actor.system()
    plan = enterprise
    with act(system, "widen"):
        measures = [Measure.objects.create(code=f"m{n}", name=f"m{n}") for n in range(CLIENTS)]
        Target.objects.bulk_create([Target(measure=m, baseline=0, target=100) for m in measures])
        parent = plan.objectives.get(code="OF")
        Contribution.objects.bulk_create([Contribution(parent=parent, measure=m) for m in measures])
        events.publish(StructureChanged(plan.pk))
    problems = []

    def client(number):
        try:
            for turn in range(EACH):
                period = Period.parse(f"2026-{10 - turn % 2:02d}")
                record_actual(system, measure=measures[number], period=period, value=float(number + turn * 7 % 90))
                record_actual(
                    system, measure=Measure.objects.get(code="k1"), period=OCTOBER, value=float(number + turn)
                )
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert problems == []
    assert Actual.objects.filter(measure__in=measures, superseded_at=None).count() == CLIENTS * 2
    recorded = Actual.objects.filter(measure__code="k1", period=OCTOBER.start)
    assert recorded.filter(superseded_at=None).count() == 1
    assert differences(plan) == []
