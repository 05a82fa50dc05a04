"""Notes that somebody acts on what a signal is about: then it was of use."""

from django.db.models import Exists, F, OuterRef, Q

from hoshin.actions.models import CorrectiveAction
from hoshin.signals.models import Signal, SignalDirection, SignalHappening, SignalState
from hoshin.signals.services.lifecycle import note


def note_actions() -> None:
    """Keep of signals that stand that an action was opened on the same since; three statements."""
    opened = CorrectiveAction.objects.filter(created_at__gte=OuterRef("first_seen_at"))
    on_measure = opened.filter(measure=OuterRef("measure"))
    on_objective = opened.filter(objective=OuterRef("objective"))
    rows = Signal.objects.exclude(state=SignalState.RESOLVED).filter(
        Q(Exists(on_measure)) | Q(Exists(on_objective)), is_acted_on=False, direction=SignalDirection.ADVERSE
    )
    found = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    Signal.objects.filter(pk__in=[row.pk for row in found]).update(is_acted_on=True, version=F("version") + 1)
    note(found, SignalHappening.ACTED_ON)
