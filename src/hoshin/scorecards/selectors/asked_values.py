"""The values that somebody is asked to record: what is due or late, or all of a period, over many measures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.ordering import by_code, counted
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import Actual, Measure, Target
from hoshin.measures.policies import (
    MeasureRight,
    actuals_visible_to,
    measures_supplied_by,
    measures_visible_to,
    targets_visible_to,
)
from hoshin.org.models import Unit, UnitLine
from hoshin.scorecards.missing import asked_in, days_over
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.policies import nodes_visible_to
from hoshin.scorecards.selectors.measure import target_holding
from hoshin.strategy.policies import contributions_visible_to

MOST_MEASURES = 500
MOST_VALUES = 200
# How many periods back a gap is asked for, where the measure reported before it.
_LOOKED_BACK = {
    Frequency.DAILY: 7,
    Frequency.WEEKLY: 6,
    Frequency.MONTHLY: 6,
    Frequency.QUARTERLY: 4,
    Frequency.HALF_YEARLY: 3,
    Frequency.ANNUAL: 2,
}
# A measure, the unit that holds it (None: nobody in particular), the first day of a period.
ValueKey = tuple[int, int | None, date]


@dataclass(frozen=True, slots=True)
class ValueToRecord:
    """A value of a measure in a period, of a unit where units hold the measure, with what helps to record it.

    `held` is what stands there now, `before` the latest value of an earlier period, `target` the one in force then,
    `serves` the names of objectives. `days_late` counts from the end of the time of grace, and is negative before;
    None where the measure counts in no plan that gives one, or the period is not over.
    """

    measure: Measure
    unit: Unit | None
    period: Period
    held: Actual | None
    before: Actual | None
    target: Target | None
    serves: tuple[str, ...]
    days_late: int | None

    @property
    def is_over(self) -> bool:
        return self.period.end < clock.today()

    @property
    def is_late(self) -> bool:
        return self.days_late is not None and self.days_late > 0

    @property
    def key(self) -> ValueKey:
        return self.measure.pk, self.unit.pk if self.unit else None, self.period.start


@dataclass(frozen=True, slots=True)
class ValuesToRecord:
    """The first of the values that are asked for, and how many more there are: late ones first, then by their periods."""

    rows: Sequence[ValueToRecord]
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where values are recorded: a measure, a unit that holds it, and the days of grace after a period."""

    measure: Measure
    unit: Unit | None
    grace: int | None


def is_asked_for_values(actor: Actor) -> bool:
    """Whether there is a measure whose values are asked of the actor. One query."""
    return actor.has(MeasureRight.RECORD_OWN) and measures_supplied_by(actor).filter(formula="").exists()


def values_to_record(
    actor: Actor, *, is_own: bool, unit: Unit | None = None, period: Period | None = None
) -> ValuesToRecord:
    """What is due or late; with a period all values that belong to it, those that were recorded too.

    `is_own`: of the measures whose values are asked of the actor, else of all that they may record. With `unit`: of the
    measures that the unit has or holds, or units below it. Six queries, whatever is asked for.
    """
    asked = (
        measures_supplied_by(actor) if is_own or not actor.has(MeasureRight.RECORD_ANY) else measures_visible_to(actor)
    )
    asked = asked.filter(formula="")
    if unit is not None:
        held = nodes_visible_to(actor).filter(_is_within("unit", unit), measure=OuterRef("pk"))
        asked = asked.filter(_is_within("unit", unit) | Q(Exists(held)))
    measures = list(asked.select_related("unit").order_by(by_code())[:MOST_MEASURES])
    places = _places(actor, measures, unit)
    known = _known(actor, measures, _window(period))
    found: list[tuple[_Place, Period]] = []
    for place in places:
        values = known.get((place.measure.pk, place.unit.pk if place.unit else None), {})
        frequency = place.measure.period_frequency
        periods = _missing(frequency, values) if period is None else _within(period, frequency)
        found += [(place, one) for one in periods]
    found.sort(key=lambda one: (-_is_late(*one), one[1].end, *_reading_order(one[0])))
    shown = found[:MOST_VALUES]
    return ValuesToRecord(_described(actor, shown, known), len(found) - len(shown))


def values_at(actor: Actor, keys: Iterable[ValueKey]) -> list[ValueToRecord]:
    """The values at these places, as `values_to_record` shows them, as far as the actor may see them, in that order."""
    wanted = list(keys)
    seen = measures_visible_to(actor).filter(pk__in={measure for measure, _, _ in wanted}, formula="")
    measures = {measure.pk: measure for measure in seen.select_related("unit")}
    graces = _graces(actor, measures)[0]
    units = Unit.objects.in_bulk({unit for _, unit, _ in wanted if unit})
    places = []
    for pk, unit, start in wanted:
        if pk in measures and (unit is None or unit in units):
            measure = measures[pk]
            period = Period.containing(start, measure.period_frequency)
            places.append((_Place(measure, units.get(unit) if unit else None, graces.get(pk)), period))
    earliest = min((period for _, period in places), default=None)
    known = _known(actor, list(measures.values()), _window(earliest))
    return _described(actor, places, known)


def _is_within(path: str, unit: Unit) -> Q:
    """The unit at the end of the path is this one, or part of it."""
    below = UnitLine.objects.filter(valid_to=None, line__contains=[unit.pk]).values("unit")
    return Q(**{f"{path}__in": below})


def _places(actor: Actor, measures: Sequence[Measure], unit: Unit | None) -> list[_Place]:
    """A measure that units hold is recorded by unit."""
    graces, holders = _graces(actor, {measure.pk: measure for measure in measures})
    chosen = set() if unit is None else set(Unit.objects.filter(_is_within("pk", unit)).values_list("pk", flat=True))
    places = []
    for measure in measures:
        units = holders.get(measure.pk)
        wanted = [None] if not units else [one for pk, one in units.items() if unit is None or pk in chosen]
        places += [_Place(measure, one, graces.get(measure.pk)) for one in wanted]
    return places


def _graces(actor: Actor, measures: Mapping[int, Measure]) -> tuple[dict[int, int], dict[int, dict[int, Unit]]]:
    """By measure: the days of grace, its own or the shortest of its plans; and the units that hold it. One query."""
    nodes = nodes_visible_to(actor).filter(kind=NodeKind.MEASURE, measure__in=measures)
    graces: dict[int, int] = {}
    holders: dict[int, dict[int, Unit]] = defaultdict(dict)
    for node in nodes.select_related("unit", "plan", "measure").order_by("unit__code"):
        measure = measures[node.its_measure.pk]
        own = measure.close_lag_days
        grace = node.plan.close_lag_days if own is None else own
        graces[measure.pk] = min(grace, graces.get(measure.pk, grace))
        if node.unit is not None:
            holders[measure.pk][node.unit.pk] = node.unit
    return graces, holders


def _window(period: Period | None) -> dict[Frequency, date]:
    """From which day on values are looked at, by frequency: far enough to see what was last recorded."""
    day = min(clock.today(), period.start) if period else clock.today()
    return {
        frequency: Period.containing(day, frequency).shift(-2 * back).start for frequency, back in _LOOKED_BACK.items()
    }


def _known(
    actor: Actor, measures: Sequence[Measure], since: Mapping[Frequency, date]
) -> dict[tuple[int, int | None], dict[date, Actual]]:
    """What stands now, by measure and unit, by the first day of the period. One query."""
    if not measures:
        return {}
    by_frequency = {measure.frequency for measure in measures}
    recent = reduce(or_, (Q(measure__frequency=one, period__gte=since[Frequency(one)]) for one in by_frequency))
    rows: QuerySet[Actual] = actuals_visible_to(actor).filter(recent, measure__in=measures, superseded_at=None)
    found: dict[tuple[int, int | None], dict[date, Actual]] = defaultdict(dict)
    for row in rows.select_related("change"):
        found[row.measure_id, row.unit_id][row.period] = row
    return found


def _missing(frequency: Frequency, values: Mapping[date, Actual]) -> list[Period]:
    """The periods that are over and have no value: the last one, and gaps since the first that is known."""
    last = Period.containing(clock.today(), frequency).shift(-1)
    heard = [start for start, row in values.items() if row.value is not None]
    first = min(heard, default=last.start)
    asked = [last.shift(-back) for back in range(_LOOKED_BACK[frequency])]
    return [one for one in asked if one.start >= first and one.start not in heard]


def _within(period: Period, frequency: Frequency) -> list[Period]:
    """The periods of a frequency that end within a period, or the latest before where none does."""
    last = asked_in(period, frequency)
    return list(asked_in(Period(period.frequency, period.start).shift(-1), frequency).shift(1).until(last)) or [last]


def _reading_order(place: _Place) -> tuple[str, str]:
    return counted(place.measure.code), counted(place.unit.code) if place.unit else ""


def _is_late(place: _Place, period: Period) -> bool:
    return (_days_late(place, period) or 0) > 0


def _days_late(place: _Place, period: Period) -> int | None:
    return None if place.grace is None or period.end >= clock.today() else days_over(period.end) - place.grace


def _described(
    actor: Actor,
    places: Sequence[tuple[_Place, Period]],
    known: Mapping[tuple[int, int | None], Mapping[date, Actual]],
) -> list[ValueToRecord]:
    """The places with their values, targets and what they serve. Two queries."""
    ids = {place.measure.pk for place, _ in places}
    targets: dict[int, list[Target]] = defaultdict(list)
    serves: dict[int, list[str]] = defaultdict(list)
    for target in targets_visible_to(actor).filter(measure__in=ids):
        targets[target.measure_id].append(target)
    for contribution in contributions_visible_to(actor).filter(measure__in=ids).select_related("parent"):
        if contribution.measure_id is not None:
            serves[contribution.measure_id].append(contribution.parent.name)
    return [_one(place, period, known, targets[place.measure.pk], serves[place.measure.pk]) for place, period in places]


def _one(
    place: _Place,
    period: Period,
    known: Mapping[tuple[int, int | None], Mapping[date, Actual]],
    targets: Iterable[Target],
    serves: Iterable[str],
) -> ValueToRecord:
    unit = place.unit.pk if place.unit else None
    values = known.get((place.measure.pk, unit), {})
    earlier = [start for start, row in values.items() if start < period.start and row.value is not None]
    return ValueToRecord(
        place.measure,
        place.unit,
        period,
        values.get(period.start),
        values[max(earlier)] if earlier else None,
        target_holding(targets, period, unit),
        tuple(serves),
        _days_late(place, period),
    )
