"""Writes the actuals of a draft: at once those without an instant, one instant after the other those with one."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Frequency, Period
from hoshin.exchange.result import Difference
from hoshin.exchange.workbook.differences import shown
from hoshin.exchange.workbook.draft import ActualEntry, Draft
from hoshin.exchange.workbook.placing import with_places
from hoshin.exchange.workbook.stored import ids_of_measures
from hoshin.measures.fields import said_by
from hoshin.measures.models import Actual, Measure
from hoshin.measures.rows import ActualRow
from hoshin.measures.services import record_actuals, withdraw_actual
from hoshin.measures.services.validity import ratio_of
from hoshin.org.models import Unit

Progress = Callable[[int, int, str], None]
Place = tuple[int, int | None, date]
_FIELDS = ("value", "numerator", "denominator", "note", "source")


def apply_actuals(
    actor: Actor, draft: Draft, *, limit: int, progress: Progress | None
) -> tuple[Outcome, list[Difference]]:
    """Record everything; returns counts and the first differences."""
    measures, units = ids_of_measures(), {c.casefold(): pk for c, pk in Unit.objects.values_list("code", "id")}
    dated = [entry for entry in draft.actuals if entry.recorded_at is not None]
    plain = [entry for entry in draft.actuals if entry.recorded_at is None]
    places = {
        id(entry): (measures[entry.measure.casefold()], units.get(entry.unit.casefold()), entry.period)
        for entry in draft.actuals
    }
    differences = _differences(plain, places, limit)
    outcome = Outcome(unchanged=draft.empty_actuals) + _replay(actor, dated, places)
    if plain:
        rows = [_row(entry, places[id(entry)]) for entry in plain]
        hear = None if progress is None else lambda done, total: progress(done, total, "actuals")
        outcome += _recorded(actor, plain, rows, hear)
    return outcome, differences


def _recorded(
    actor: Actor, entries: Sequence[ActualEntry], rows: list[ActualRow], progress: Callable[[int, int], None] | None
) -> Outcome:
    with with_places("actuals", entries):
        return record_actuals(actor, rows, progress=progress)


def _row(entry: ActualEntry, place: Place) -> ActualRow:
    return ActualRow(*place, **said_by(entry))


def _replay(actor: Actor, entries: list[ActualEntry], places: dict[int, Place]) -> Outcome:
    """Record versions in the order in which they were recorded first, each at its own instant.

    A version that is not later than what is known of its place is known already and left alone.
    """
    if not entries:
        return Outcome()
    known = _latest_instants({places[id(entry)][0] for entry in entries})
    news = [
        entry for entry in entries if places[id(entry)] not in known or entry.recorded_at > known[places[id(entry)]]
    ]
    seen = set(known)
    created = changed = 0
    news.sort(key=lambda entry: entry.recorded_at)
    for instant, group in groupby(news, key=lambda entry: entry.recorded_at):
        together = list(group)
        for entry in together:
            created += places[id(entry)] not in seen
            changed += places[id(entry)] in seen
            seen.add(places[id(entry)])
        with clock.fixed(instant):
            _record_together(actor, together, places)
    return Outcome(created, changed, len(entries) - len(news))


def _record_together(actor: Actor, entries: list[ActualEntry], places: dict[int, Place]) -> None:
    withdrawn = [entry for entry in entries if entry.is_withdrawn]
    recorded = [entry for entry in entries if not entry.is_withdrawn]
    if recorded:
        _recorded(actor, recorded, [_row(entry, places[id(entry)]) for entry in recorded], None)
    for entry in withdrawn:
        measure_id, unit_id, start = places[id(entry)]
        measure = Measure.objects.get(pk=measure_id)
        unit = None if unit_id is None else Unit.objects.get(pk=unit_id)
        period = Period(Frequency(measure.frequency), start)
        withdraw_actual(actor, measure=measure, period=period, unit=unit, note=entry.note)


def _latest_instants(measure_ids: set[int]) -> dict[Place, datetime]:
    rows = Actual.objects.filter(measure__in=measure_ids, superseded_at=None)
    places = rows.values_list("measure_id", "unit_id", "period", "recorded_at")
    return {(measure, unit, start): instant for measure, unit, start, instant in places}


def _differences(entries: list[ActualEntry], places: dict[int, Place], limit: int) -> list[Difference]:
    before = _stored(entries, places)
    differences: list[Difference] = []
    for entry in entries:
        old = before.get(places[id(entry)])
        value = ratio_of(entry.value, entry.numerator, entry.denominator)
        new = (value, entry.numerator, entry.denominator, entry.note, entry.source)
        if old == new:
            continue
        code = " ".join(part for part in (entry.measure, entry.unit, entry.period.isoformat()) if part)
        for index, field in enumerate(_FIELDS):
            was = None if old is None else old[index]
            if shown(was) != shown(new[index]):
                differences.append(Difference("actuals", code, field, shown(was), shown(new[index])))
        if len(differences) >= limit:
            return differences[:limit]
    return differences


def _stored(entries: list[ActualEntry], places: dict[int, Place]) -> dict[Place, tuple[Any, ...]]:
    if not entries:
        return {}
    measures = {places[id(entry)][0] for entry in entries}
    starts = [entry.period for entry in entries]
    rows = Actual.objects.filter(
        measure__in=measures, superseded_at=None, period__gte=min(starts), period__lte=max(starts)
    )
    values = rows.values_list("measure_id", "unit_id", "period", *_FIELDS)
    return {(measure, unit, start): tuple(rest) for measure, unit, start, *rest in values}
