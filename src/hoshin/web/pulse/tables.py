"""Results as a table: units by drivers, each cell a number with a word that says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as translated

from hoshin.pulse.assembly import ShareInterval
from hoshin.pulse.library import ENPS, Survey
from hoshin.pulse.models import ChoiceResult, WaveResult
from hoshin.pulse.selectors import UnitResults

GOOD, POOR = 70.0, 50.0
GOOD_ENPS, POOR_ENPS = 20.0, 0.0


@dataclass(frozen=True, slots=True)
class ResultCell:
    """A score as it is shown; `tone` is good, fair, poor or none, and `to_whole` how far it lies from that of all.

    `share`: the interval of its favourable share.
    """

    result: WaveResult | None
    tone: str = "none"
    to_whole: float | None = None
    share: ShareInterval = (None, None)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A unit with a cell for each driver."""

    name: str
    place: int
    depth: int
    cells: list[ResultCell]


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The drivers, by name, and the units."""

    drivers: list[str | Promise]
    rows: list[ResultRow]


def heat_map(survey: Survey, units: Sequence[UnitResults]) -> ResultTable:
    """Units by drivers; beside each unit's score how far it lies from the first row's, which is everybody who was asked."""
    whole = units[0] if units and units[0].unit.parent_id is None else None
    rows = [
        ResultRow(
            one.unit.name or translated("Everybody"),
            one.unit.place,
            one.unit.depth,
            [_cell(one, driver, _to_compare(one, whole).get(driver)) for driver in survey.drivers],
        )
        for one in units
    ]
    return ResultTable(list(survey.driver_names.values()), rows)


def _to_compare(one: UnitResults, whole: UnitResults | None) -> Mapping[str, WaveResult]:
    """The results of all, for a unit that is not all of them."""
    return whole.results if whole is not None and one.unit.invited < whole.unit.invited else {}


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """One question with its options, and by unit what share of those who answered chose each."""

    text: str
    options: list[str]
    rows: list[tuple[str, int, list[float]]]


def choice_tables(survey: Survey, found: Mapping[str, Sequence[ChoiceResult]]) -> list[ChoiceTable]:
    """What was chosen, question by question; one of which nothing may be told has no rows."""
    return [
        ChoiceTable(
            str(question.text),
            question.choices(),
            [
                (one.unit.name or translated("Everybody"), one.n, [count / one.n for count in one.counts])
                for one in found.get(question.code, ())
            ],
        )
        for question in survey.questions
        if question.is_counted
    ]


def _cell(unit: UnitResults, driver: str, whole: WaveResult | None) -> ResultCell:
    result = unit.results.get(driver)
    if result is None:
        return ResultCell(None)
    good, poor = (GOOD_ENPS, POOR_ENPS) if result.driver == ENPS else (GOOD, POOR)
    tone = "good" if result.score >= good else "poor" if result.score < poor else "fair"
    away = None if whole is None or whole.pk == result.pk else result.score - whole.score
    return ResultCell(result, tone, away, unit.shares[driver])
