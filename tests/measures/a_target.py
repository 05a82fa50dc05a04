"""One target, set as the sheet of targets sets many."""

from hoshin.measures.rows import TargetEdit, TargetRow
from hoshin.measures.services import set_targets


def set_target(actor, *, measure, period=None, unit=None, **numbers):
    """What is wanted of a measure from a period on (None: always), for one unit or all."""
    place = (unit.pk if unit else None, period.start if period else None, str(period.frequency) if period else "")
    held = measure.targets.filter(unit_id=place[0], starts_on=place[1], frequency=place[2]).first()
    edit = TargetEdit(
        TargetRow(measure.pk, *place, **numbers), held.pk if held else None, held.version if held else None
    )
    set_targets(actor, measure=measure, edits=[edit])
