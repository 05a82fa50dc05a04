"""What of an objective can be handed down: its measures with their targets."""

from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.measures.models import Direction
from hoshin.measures.policies import targets_visible_to
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import contributions_visible_to

_DIRECTIONS = (Direction.HIGHER, Direction.LOWER)


@dataclass(frozen=True, slots=True)
class ParentMeasure:
    """A measure of an objective that rises or falls, from where to where it is to go."""

    code: str
    name: str
    unit: str
    decimals: int | None
    baseline: float | None
    target: float | None


def measures_to_cascade(actor: Actor, objective: Objective) -> list[ParentMeasure]:
    """The measures that serve an objective and have a target for all units. Two queries."""
    rows = contributions_visible_to(actor).filter(parent=objective, measure__direction__in=_DIRECTIONS)
    measures = [row.measure for row in rows if row.measure is not None]
    held = targets_visible_to(actor).filter(measure__in=measures, unit=None, target__isnull=False)
    targets = {target.measure_id: target for target in held.order_by("-starts_on")}
    return [
        ParentMeasure(
            measure.code, measure.name, measure.unit_of_measure, measure.decimals, targets[measure.pk].baseline,
            targets[measure.pk].target,
        )
        for measure in measures
        if measure.pk in targets
    ]  # fmt: skip
