"""Values that make rules speak, in the world `supplied`: Carl's measure falls below its line in September."""

from types import SimpleNamespace

import pytest

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.measures.models import Measure
from hoshin.measures.services import record_actual
from hoshin.signals.models import Signal
from hoshin.signals.services import look_at_everything
from hoshin.strategy.models import Objective, Plan


@pytest.fixture
def fallen(supplied_world, november, carl, office):
    """REV was on track in August and is at risk since September; a look was taken."""
    from hoshin.accounts.models import User

    rev = Measure.objects.get(code="REV")
    record_actual(office, measure=rev, period=Period.parse("2026-08"), value=45)
    worker = Actor.system("worker")
    look_at_everything(worker)
    user = User.objects.get(email="carl@hoshin.test")
    return SimpleNamespace(
        rev=rev,
        grow=Objective.objects.get(code="GROW"),
        plan=Plan.objects.get(),
        worker=worker,
        office=office,
        carl=Actor.of(user, "web"),
        person=rev.owner,
        signal=lambda **by: Signal.objects.get(**({"rule": "status_changed", "measure": rev} | by)),
    )
