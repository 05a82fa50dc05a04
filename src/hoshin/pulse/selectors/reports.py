"""What whoever heads a unit reads in a minute: how it stands beside the unit above and before, and what to do first."""

from dataclasses import dataclass, field

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.pulse.assembly import ShareInterval, drawn_to
from hoshin.pulse.library import ENGAGEMENT, ENPS
from hoshin.pulse.models import Wave, WaveResult, WaveUnit
from hoshin.pulse.policies import comment_sheets_visible_to, results_visible_to
from hoshin.pulse.selectors.results import intervals_of
from hoshin.pulse.selectors.waves import survey_of

# Below it a driver asks for something, also where nothing stands beside it.
BENCHMARK, SUGGESTED, MOST_WAVES = 70.0, 2, 8


@dataclass(frozen=True, slots=True)
class DriverLine:
    """One driver of a unit: its result, that of the unit above where the reader sees one, the scores of earlier waves that
    may be compared, the oldest first, each with the name of its wave; the interval of the favourable share; and how strongly
    it is drawn to the unit above (`pull`; None: as usual)."""

    driver: str
    result: WaveResult
    above: WaveResult | None
    trend: list[tuple[str, float]] = field(default_factory=list)
    share: ShareInterval = (None, None)
    pull: float | None = None

    @property
    def likely(self) -> float:
        """The best guess at the true score, the nearer to the unit above the fewer answered."""
        if self.above is None:
            return self.result.score
        return drawn_to(self.result.score, self.result.n, self.above.score, self.pull)

    @property
    def to_above(self) -> float | None:
        """How far it lies from the unit above."""
        return None if self.above is None else self.result.score - self.above.score

    @property
    def is_apart(self) -> bool:
        """The score above lies outside the interval of this one."""
        low, high = self.result.low, self.result.high
        return self.above is not None and low is not None and high is not None and not low <= self.above.score <= high


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A unit's result; `first`: what to act on first, by how much it goes with engagement and how far it lies behind."""

    unit: WaveUnit
    above: WaveUnit | None
    lines: list[DriverLine]
    first: list[DriverLine]
    has_importance: bool


def unit_report(actor: Actor, wave: Wave, place: int) -> UnitReport:
    """The result of the unit at that place of a wave. NotFound where the actor sees none of it, and no comments either."""
    rows = results_visible_to(actor).filter(wave=wave, unit__place=place).select_related("unit", "wave")
    results = {row.driver: row for row in rows}
    if not results:
        return UnitReport(_commented(actor, wave, place), None, [], [], False)
    unit, survey = next(iter(results.values())).unit, survey_of(wave)
    above, results_above = _above(actor, wave, unit)
    earlier = _earlier(actor, wave, unit)
    shares = dict(zip(results, intervals_of(list(results.values())), strict=True))
    lines = [
        DriverLine(driver, row, results_above.get(driver), _trend(row, earlier), shares[driver], wave.pulls.get(driver))
        for driver in survey.drivers
        if (row := results.get(driver)) is not None
    ]
    return UnitReport(unit, above, lines, _first(wave, lines), bool(wave.importance))


def _commented(actor: Actor, wave: Wave, place: int) -> WaveUnit:
    sheet = comment_sheets_visible_to(actor).filter(wave=wave, unit__place=place).select_related("unit").first()
    if sheet is None:
        raise NotFound("unit of a survey", str(place))
    unit: WaveUnit = sheet.unit
    return unit


def _above(actor: Actor, wave: Wave, unit: WaveUnit) -> tuple[WaveUnit | None, dict[str, WaveResult]]:
    """The nearest unit above of which the actor sees results, with those; of the same people there is nothing to compare."""
    units = {one.pk: one for one in WaveUnit.objects.filter(wave=wave).only("parent", "invited")}
    chain: list[int] = []
    at = unit.parent_id
    while at is not None:
        if units[at].invited > unit.invited:
            chain.append(at)
        at = units[at].parent_id
    found: dict[int, dict[str, WaveResult]] = {}
    for row in results_visible_to(actor).filter(wave=wave, unit__in=chain).select_related("unit"):
        found.setdefault(row.unit_id, {})[row.driver] = row
    nearest = next((found[pk] for pk in chain if pk in found), {})
    return (next(iter(nearest.values())).unit, nearest) if nearest else (None, {})


def _earlier(actor: Actor, wave: Wave, unit: WaveUnit) -> dict[str, list[WaveResult]]:
    """By driver the unit's results in earlier waves of the survey, the newest first."""
    rows = (
        results_visible_to(actor)
        .filter(wave__survey=wave.survey, wave__closed_on__lte=wave.opened_on, unit__unit=unit.unit_id)
        .exclude(wave=wave)
    )
    if unit.unit_id is None:
        rows = rows.filter(unit__parent=None)
    found: dict[str, list[WaveResult]] = {}
    for row in rows.select_related("wave").order_by("-wave__closed_on", "-wave_id"):
        found.setdefault(row.driver, []).append(row)
    return found


def _trend(result: WaveResult, earlier: dict[str, list[WaveResult]]) -> list[tuple[str, float]]:
    """Back as far as each wave may be compared with the one before it, this one included."""
    scores = [(result.wave.name, result.score)]
    newer = result
    for older in earlier.get(result.driver, ()):
        if newer.change is None or len(scores) == MOST_WAVES:
            break
        scores.append((older.wave.name, older.score))
        newer = older
    return scores[::-1] if len(scores) > 1 else []


def _first(wave: Wave, lines: list[DriverLine]) -> list[DriverLine]:
    """Priority is importance times what lacks to the benchmark: the unit above, or 70 where that is higher."""
    shares = {driver: row["share"] for row in wave.importance for driver in row["drivers"]}
    asked = [line for line in lines if line.driver not in (ENGAGEMENT, ENPS)]

    def priority(line: DriverLine) -> tuple[float, float]:
        wanted = max(BENCHMARK, line.above.score if line.above else BENCHMARK)
        share = shares.get(line.driver, 0.0) if shares else 1.0
        return -share * max(wanted - line.likely, 0.0), line.likely

    return sorted(asked, key=priority)[:SUGGESTED]
