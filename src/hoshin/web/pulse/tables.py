"""Results as a table: units by drivers, each cell a number with a word that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as translated

from hoshin.pulse.library import DRIVERS, ENPS, Survey
from hoshin.pulse.models import WaveResult
from hoshin.pulse.selectors import UnitResults

GOOD, POOR = 70.0, 50.0
GOOD_ENPS, POOR_ENPS = 20.0, 0.0


@dataclass(frozen=True, slots=True)
class ResultCell:
    """A score as it is shown; `tone` is good, fair, poor or none, and `to_whole` how far it lies from that of all."""

    result: WaveResult | None
    tone: str = "none"
    to_whole: float | None = None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A unit with a cell for each driver."""

    name: str
    depth: int
    cells: list[ResultCell]


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The drivers, by name, and the units."""

    drivers: list[str | Promise]
    rows: list[ResultRow]


def heat_map(survey: Survey, units: Sequence[UnitResults]) -> ResultTable:
    """Units by drivers; beside each unit's score how far it lies from the first row's, which is everybody who was asked."""
    whole = units[0].results if units and units[0].unit.parent_id is None else {}
    rows = [
        ResultRow(
            one.unit.name or translated("Everybody"),
            one.unit.depth,
            [_cell(one.results.get(driver), whole.get(driver)) for driver in survey.drivers],
        )
        for one in units
    ]
    return ResultTable([DRIVERS[driver] for driver in survey.drivers], rows)


def _cell(result: WaveResult | None, whole: WaveResult | None) -> ResultCell:
    if result is None:
        return ResultCell(None)
    good, poor = (GOOD_ENPS, POOR_ENPS) if result.driver == ENPS else (GOOD, POOR)
    tone = "good" if result.score >= good else "poor" if result.score < poor else "fair"
    away = None if whole is None or whole.pk == result.pk else result.score - whole.score
    return ResultCell(result, tone, away)
