"""Results as a reader may see them: the same for all who see a unit, and nothing of what is hidden."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hoshin.accounts.access import Actor
from hoshin.pulse.assembly import ShareInterval, share_intervals, warned_of
from hoshin.pulse.models import ChoiceResult, CommentSheet, Wave, WaveResult, WaveUnit
from hoshin.pulse.policies import choices_visible_to, comment_sheets_visible_to, results_visible_to


@dataclass(frozen=True, slots=True)
class UnitResults:
    """A unit with its results by driver; a driver that is missing there has not enough responses to be told.

    `shares`: by driver the interval of its favourable share, 0 to 1.
    """

    unit: WaveUnit
    results: dict[str, WaveResult]
    shares: dict[str, ShareInterval] = field(default_factory=dict)


def results_of(actor: Actor, wave: Wave) -> list[UnitResults]:
    """The units of which the actor may see results, in the order of the tree. One query."""
    found = list(results_visible_to(actor).filter(wave=wave).select_related("unit").order_by("unit__place", "driver"))
    rows: dict[int, UnitResults] = {}
    for row, interval in zip(found, intervals_of(found), strict=True):
        unit = rows.setdefault(row.unit_id, UnitResults(row.unit, {}))
        unit.results[row.driver], unit.shares[row.driver] = row, interval
    return list(rows.values())


@dataclass(frozen=True, slots=True)
class ResponseWarning:
    """Fewer than half of all who were asked answered (`is_low`); units that did at less than half the rate of all."""

    is_low: bool
    behind: list[WaveUnit]


def response_warning(wave: Wave, units: Sequence[WaveUnit]) -> ResponseWarning:
    """Of units of which the reader sees results, as far as it is told how many answered. One query."""
    whole = WaveUnit.objects.filter(wave=wave, parent=None).first()
    if whole is None or whole.completed is None:
        return ResponseWarning(False, [])
    told = [(unit, unit.completed) for unit in units if unit.completed is not None]
    is_low, behind = warned_of(
        (whole.completed, whole.invited), [(completed, unit.invited) for unit, completed in told]
    )
    return ResponseWarning(
        is_low, [unit for (unit, _completed), is_behind in zip(told, behind, strict=True) if is_behind]
    )


def intervals_of(rows: Sequence[WaveResult]) -> list[ShareInterval]:
    """The interval of the favourable share of each of these results; (None, None) where that is not told."""
    return share_intervals([row.favourable for row in rows], [row.n for row in rows])


def comments_of(actor: Actor, wave: Wave) -> list[CommentSheet]:
    """The comments that the actor may read, by unit."""
    return list(comment_sheets_visible_to(actor).filter(wave=wave).select_related("unit"))


def choices_of(actor: Actor, wave: Wave) -> dict[str, list[ChoiceResult]]:
    """By question what was chosen in the units that the actor sees, in the order of the tree. One query."""
    found: dict[str, list[ChoiceResult]] = {}
    for row in choices_visible_to(actor).filter(wave=wave).select_related("unit").order_by("unit__place"):
        found.setdefault(row.question, []).append(row)
    return found
