"""Results as a reader may see them: the same for all who see a unit, and nothing of what is hidden."""

from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.pulse.models import ChoiceResult, CommentSheet, Wave, WaveResult, WaveUnit
from hoshin.pulse.policies import choices_visible_to, comment_sheets_visible_to, results_visible_to


@dataclass(frozen=True, slots=True)
class UnitResults:
    """A unit with its results by driver; a driver that is missing there has not enough responses to be told."""

    unit: WaveUnit
    results: dict[str, WaveResult]


def results_of(actor: Actor, wave: Wave) -> list[UnitResults]:
    """The units of which the actor may see results, in the order of the tree. One query."""
    rows: dict[int, UnitResults] = {}
    for row in results_visible_to(actor).filter(wave=wave).select_related("unit").order_by("unit__place", "driver"):
        rows.setdefault(row.unit_id, UnitResults(row.unit, {})).results[row.driver] = row
    return list(rows.values())


def comments_of(actor: Actor, wave: Wave) -> list[CommentSheet]:
    """The comments that the actor may read, by unit."""
    return list(comment_sheets_visible_to(actor).filter(wave=wave).select_related("unit"))


def choices_of(actor: Actor, wave: Wave) -> dict[str, list[ChoiceResult]]:
    """By question what was chosen in the units that the actor sees, in the order of the tree. One query."""
    found: dict[str, list[ChoiceResult]] = {}
    for row in choices_visible_to(actor).filter(wave=wave).select_related("unit").order_by("unit__place"):
        found.setdefault(row.question, []).append(row)
    return found
