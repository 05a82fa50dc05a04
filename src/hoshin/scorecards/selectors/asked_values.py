"""The values that somebody is asked to record: what is due or late, or all of a period, over many measures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db import connection
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
from hoshin.org.relations import is_self
from hoshin.scorecards.missing import asked_in, days_over, is_asked
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.policies import nodes_visible_to
from hoshin.scorecards.selectors.measure import target_holding
from hoshin.strategy.policies import contributions_visible_to

MOST_MEASURES = 500
MOST_PLACES = 2_000
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
_PlaceKey = tuple[int, int | None]
# The first days of the periods of which something was recorded, and whether that is a value.
_Heard = Mapping[_PlaceKey, Mapping[date, bool]]
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
    """The first of the values that are asked for, and how many more there are: late ones first, then by their periods.

    `is_cut`: there are more measures and units than are looked at, so that the count is one of those alone.
    """

    rows: Sequence[ValueToRecord]
    more: int = 0
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where values are recorded: a measure, a unit that holds it with its code, and the days of grace after a period."""

    measure: Measure
    unit: int | None
    code: str
    grace: int | None

    @property
    def key(self) -> _PlaceKey:
        return self.measure.pk, self.unit


def is_asked_for_values(actor: Actor) -> bool:
    """Whether there is a measure whose values are asked of the actor. One query."""
    return actor.has(MeasureRight.RECORD_OWN) and measures_supplied_by(actor).filter(formula="").exists()


def values_to_record(
    actor: Actor, *, is_own: bool, unit: Unit | None = None, period: Period | None = None
) -> ValuesToRecord:
    """What is due or late; with a period all values that belong to it, those that were recorded too.

    `is_own`: of the measures whose values are asked of the actor (those of the own goals' key results by the check-in of
    the week instead), else of all that they may record. With `unit`: of the
    measures that the unit has or holds, or units below it. Nine queries, whatever is asked for.
    """
    asked = (
        measures_supplied_by(actor) if is_own or not actor.has(MeasureRight.RECORD_ANY) else measures_visible_to(actor)
    )
    asked = asked.filter(formula="")
    if is_own and period is None:
        asked = asked.exclude(_is_checked_in_on(actor))
    if unit is not None:
        held = nodes_visible_to(actor).filter(_is_within("unit", unit), measure=OuterRef("pk"))
        asked = asked.filter(_is_within("unit", unit) | Q(Exists(held)))
    found, places, known = _asked_for(actor, asked, unit, period)
    shown = found[:MOST_VALUES]
    return ValuesToRecord(_described(actor, shown, known), len(found) - len(shown), len(places) > MOST_PLACES)


def values_due(actor: Actor) -> tuple[int, int]:
    """How many values are due of the actor, and how many of them are late. One query where none is asked, else four.

    Key results of one's own goals are asked for by the check-in of the week, and not twice.
    """
    if not actor.has(MeasureRight.RECORD_OWN):
        return 0, 0
    asked = measures_supplied_by(actor).filter(formula="").exclude(_is_checked_in_on(actor))
    found, _places, _known = _asked_for(actor, asked, None, None)
    return len(found), sum(_is_late(*one) for one in found)


def _is_checked_in_on(actor: Actor) -> Q:
    """A measure is a key result of a goal of the actor that counts."""
    of_goals = contributions_visible_to(actor).filter(
        is_self(actor, "parent__owner"), parent__commitment__is_draft=False
    )
    return Q(Exists(of_goals.filter(measure=OuterRef("pk"))))


def _asked_for(
    actor: Actor, asked: QuerySet[Measure], unit: Unit | None, period: Period | None
) -> tuple[list[tuple[_Place, Period]], list[_Place], _Heard]:
    """Which values of these measures are due or late, or belong to a period; where they may stand; and what is known."""
    measures = list(asked.select_related("unit").order_by(by_code())[:MOST_MEASURES])
    if not measures:
        return [], [], {}
    places = _places(actor, measures, unit)
    known = _known(actor, places[:MOST_PLACES], _window(period))
    # Of thousands of places few have another frequency: which periods are asked for is found once for each.
    frequencies = {place.measure.frequency: place.measure.period_frequency for place in places}
    asked_for = {
        name: _latest_over(frequency) if period is None else _within(period, frequency)
        for name, frequency in frequencies.items()
    }
    found: list[tuple[_Place, Period]] = []
    for place in places[:MOST_PLACES]:
        periods = asked_for[place.measure.frequency]
        if period is None:
            periods = _missing(periods, known.get(place.key, {}), place.measure.due_on)
        found += [(place, one) for one in periods]
    found.sort(key=lambda one: (-_is_late(*one), one[1].end, *_reading_order(one[0])))
    return found, places, known


def values_at(actor: Actor, keys: Iterable[ValueKey]) -> list[ValueToRecord]:
    """The values at these places, as `values_to_record` shows them, as far as the actor may see them, in that order."""
    wanted = list(keys)
    seen = measures_visible_to(actor).filter(pk__in={measure for measure, _, _ in wanted}, formula="")
    measures = {measure.pk: measure for measure in seen.select_related("unit")}
    graces = _graces(actor, measures)[0]
    codes = dict(Unit.objects.filter(pk__in={unit for _, unit, _ in wanted if unit}).values_list("pk", "code"))
    places = []
    for pk, unit, start in wanted:
        if pk in measures and (unit is None or unit in codes):
            period = Period.containing(start, measures[pk].period_frequency)
            places.append((_Place(measures[pk], unit, codes[unit] if unit else "", graces.get(pk)), period))
    earliest = min((period for _, period in places), default=None)
    known = _known(actor, [place for place, _ in places], _window(earliest))
    return _described(actor, places, known)


def _is_within(path: str, unit: Unit) -> Q:
    """The unit at the end of the path is this one, or part of it."""
    below = UnitLine.objects.filter(valid_to=None, line__contains=[unit.pk]).values("unit")
    return Q(**{f"{path}__in": below})


def _places(actor: Actor, measures: Sequence[Measure], unit: Unit | None) -> list[_Place]:
    """A measure that units hold is recorded by unit; no more than so many places, and one, are read."""
    graces, held = _graces(actor, {measure.pk: measure for measure in measures})
    chosen = None if unit is None else list(Unit.objects.filter(_is_within("pk", unit)).values_list("pk", flat=True))
    holders = _holders([measure.pk for measure in measures if measure.pk in held], chosen) if held else {}
    places = []
    for measure in measures:
        grace = graces.get(measure.pk)
        if measure.pk not in held:
            places.append(_Place(measure, None, "", grace))
        places += [_Place(measure, pk, code, grace) for pk, code in holders.get(measure.pk, ())]
    return places


def _holders(measures: Sequence[int], chosen: Sequence[int] | None) -> dict[int, list[tuple[int, str]]]:
    """The units that hold measures which the actor may see, with their codes: the chosen ones alone, or all. One query.

    Many units hold many measures, and a page shows the first: they are read measure by measure, until there are enough.
    """
    with connection.cursor() as cursor:
        # One measure is looked up after the other, and LIMIT ends that: sorted, all of them would be read.
        cursor.execute(
            "SELECT m.id, held.unit_id, held.code FROM unnest(%(measures)s::bigint[]) m(id) "
            "CROSS JOIN LATERAL (SELECT DISTINCT n.unit_id, u.code FROM scorecards_node n JOIN org_unit u "
            "ON u.id = n.unit_id WHERE n.measure_id = m.id AND n.kind = 'measure' AND n.is_active "
            "AND (%(chosen)s::bigint[] IS NULL OR n.unit_id = ANY(%(chosen)s::bigint[]))) held LIMIT %(most)s",
            {"measures": [*measures], "chosen": None if chosen is None else [*chosen], "most": MOST_PLACES + 1},
        )
        units: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for measure, unit, code in cursor.fetchall():
            units[measure].append((unit, code))
    return {measure: sorted(found, key=lambda one: one[1]) for measure, found in units.items()}


def _graces(actor: Actor, measures: Mapping[int, Measure]) -> tuple[dict[int, int], set[int]]:
    """By measure the days of grace, its own or the shortest of its plans; and which of them units hold. One query."""
    seen = nodes_visible_to(actor).filter(kind=NodeKind.MEASURE)
    of_units = seen.filter(measure=OuterRef("measure"), unit__isnull=False)
    nodes = seen.filter(measure__in=measures, unit=None).annotate(has_units=Exists(of_units))
    graces: dict[int, int] = {}
    held: set[int] = set()
    for measure, lag, has_units in nodes.values_list("measure", "plan__close_lag_days", "has_units"):
        if measure is not None:
            own = measures[measure].close_lag_days
            grace = lag if own is None else own
            graces[measure] = min(grace, graces.get(measure, grace))
            held |= {measure} if has_units else set()
    return graces, held


def _window(period: Period | None) -> dict[Frequency, date]:
    """From which day on values are looked at, by frequency: far enough to see what was last recorded."""
    day = min(clock.today(), period.start) if period else clock.today()
    return {
        frequency: Period.containing(day, frequency).shift(-2 * back).start for frequency, back in _LOOKED_BACK.items()
    }


def _known(actor: Actor, places: Sequence[_Place], since: Mapping[Frequency, date]) -> _Heard:
    """What stands now at the places. One query."""
    if not places:
        return {}
    measures = {place.measure.pk for place in places}
    by_frequency = {place.measure.frequency for place in places}
    recent = reduce(or_, (Q(measure__frequency=one, period__gte=since[Frequency(one)]) for one in by_frequency))
    held_by = Q(unit__in={place.unit for place in places if place.unit}) | Q(unit=None)
    rows = actuals_visible_to(actor).filter(recent, held_by, measure__in=measures, superseded_at=None)
    found: dict[_PlaceKey, dict[date, bool]] = defaultdict(dict)
    for measure, unit, period, value in rows.order_by().values_list("measure", "unit", "period", "value"):
        found[measure, unit][period] = value is not None
    return found


def _latest_over(frequency: Frequency) -> list[Period]:
    """The periods that are over, the last one first, as far back as gaps are asked for."""
    last = Period.containing(clock.today(), frequency).shift(-1)
    return [last.shift(-back) for back in range(_LOOKED_BACK[frequency])]


def _missing(over: Sequence[Period], values: Mapping[date, bool], due_on: date | None) -> list[Period]:
    """Those of periods that are over that have no value: the last one, and gaps since the first that is known."""
    heard = {start for start, has_value in values.items() if has_value}
    first, last = min(heard, default=over[0].start), max(heard, default=None)
    gaps = [one for one in over if one.start >= first and one.start not in heard]
    return [one for one in gaps if is_asked(one.start, due_on, last)]


def _within(period: Period, frequency: Frequency) -> list[Period]:
    """The periods of a frequency that end within a period, or the latest before where none does."""
    last = asked_in(period, frequency)
    return list(asked_in(Period(period.frequency, period.start).shift(-1), frequency).shift(1).until(last)) or [last]


def _reading_order(place: _Place) -> tuple[str, str]:
    return counted(place.measure.code), counted(place.code)


def _is_late(place: _Place, period: Period) -> bool:
    return (_days_late(place, period) or 0) > 0


def _days_late(place: _Place, period: Period) -> int | None:
    return None if place.grace is None or period.end >= clock.today() else days_over(period.end) - place.grace


def _described(actor: Actor, places: Sequence[tuple[_Place, Period]], known: _Heard) -> list[ValueToRecord]:
    """The places with their values, targets and what they serve. Four queries."""
    ids = {place.measure.pk for place, _ in places}
    targets: dict[int, list[Target]] = defaultdict(list)
    serves: dict[int, list[str]] = defaultdict(list)
    for target in targets_visible_to(actor).filter(measure__in=ids):
        targets[target.measure_id].append(target)
    for contribution in contributions_visible_to(actor).filter(measure__in=ids).select_related("parent"):
        if contribution.measure_id is not None:
            serves[contribution.measure_id].append(contribution.parent.name)
    units = Unit.objects.in_bulk({place.unit for place, _ in places if place.unit})
    before = {(*place.key, period.start): _latest(known.get(place.key, {}), period) for place, period in places}
    rows = _recorded(actor, [(*key[:2], day) for key, earlier in before.items() for day in (key[2], earlier) if day])
    return [
        ValueToRecord(
            place.measure,
            units[place.unit] if place.unit else None,
            period,
            rows.get((*place.key, period.start)),
            rows.get((*place.key, before[*place.key, period.start])),
            target_holding(targets[place.measure.pk], period, place.unit),
            tuple(serves[place.measure.pk]),
            _days_late(place, period),
        )
        for place, period in places
    ]


def _latest(values: Mapping[date, bool], period: Period) -> date | None:
    """The first day of the latest earlier period that has a value."""
    return max((start for start, has_value in values.items() if has_value and start < period.start), default=None)


def _recorded(actor: Actor, wanted: Sequence[ValueKey]) -> dict[tuple[int, int | None, date | None], Actual]:
    """What stands at these places. One query."""
    measures, units, days = (set(column) for column in zip(*wanted)) if wanted else (set(), set(), set())
    rows = actuals_visible_to(actor).filter(
        Q(unit__in=units - {None}) | Q(unit=None), measure__in=measures, period__in=days, superseded_at=None
    )
    asked = set(wanted)
    found = {(row.measure_id, row.unit_id, row.period): row for row in rows.select_related("change")}
    return {key: row for key, row in found.items() if key in asked}
