"""Sheet actuals: what was observed, as known now or with every version."""

from collections import Counter, namedtuple
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import compress, groupby
from typing import Any

import numpy as np

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Frequency, Period
from hoshin.base.sheets import ChangedValue, Column, ColumnKind, Hear, Sheet, code, number
from hoshin.base.upserts import ids_by_code
from hoshin.base.wordings import Said, sentence
from hoshin.measures import plausibility
from hoshin.measures.fields import NAMES, NUMBERS, TEXTS
from hoshin.measures.models import Actual, Measure
from hoshin.measures.plausibility import Given, Known, doubts, known_of, may_be_odd, room_of
from hoshin.measures.policies import measures_visible_to
from hoshin.measures.rows import ActualRow
from hoshin.measures.scaled_cells import in_units, scales_of
from hoshin.measures.services import record_columns, withdraw_actual
from hoshin.measures.services.recording_many import COLUMNS
from hoshin.measures.services.validity import ratio_of, value_problems
from hoshin.measures.sheets.aimed_at import aimed_at
from hoshin.measures.sheets.at_once import first_day, numbered, starts_at_once
from hoshin.measures.sheets.values_across import values_across
from hoshin.org.models import Unit

ValuePlace = tuple[int, int | None, date]
_AMOUNT = "value"
_MOST_DOUBTS = 20
# No period is longer than a year.
_SURELY_OVER = timedelta(days=366)
_PLACE = ("measure", "unit", "period", "recorded_at")
# A row of the sheet: measure and unit by their codes, then what was recorded (`fields.Recorded`).
ActualSheetRow = namedtuple("ActualSheetRow", (*_PLACE, *NAMES))  # its fields are declared elsewhere


def _exported(actor: Actor, history: bool) -> Iterator[ActualSheetRow]:
    """Actuals as known now, or all versions with the instant at which each was recorded."""
    frequencies = {
        measure: Frequency(value) for measure, value in measures_visible_to(actor).values_list("code", "frequency")
    }
    rows = Actual.objects.filter(measure__in=measures_visible_to(actor))
    if not history:
        rows = rows.filter(superseded_at=None).exclude(**dict.fromkeys(NUMBERS))
    ordered = rows.order_by("measure__code", "unit__code", "period", "recorded_at", "id")
    fields = ("measure__code", "unit__code", "period", "recorded_at", *NAMES)
    for measure, unit, start, recorded_at, *said in ordered.values_list(*fields).iterator(chunk_size=20_000):
        period = Period(frequencies[measure], start)
        yield ActualSheetRow(measure, unit or "", period, recorded_at if history else None, *said)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Codes exist, periods fit, numbers make sense, nothing stands twice. Rows that say nothing are left out."""
    if draft.numbers and not any(name in draft.given for name in (_AMOUNT, "numerator")):
        if not {"measure", "period"} <= draft.given.keys():
            # That the headings were not found was said already.
            return
        remedy = "Add it, or numerator and denominator."
        yield Problem("This column is missing.", code="missing_column", field=_AMOUNT, remedy=remedy)
        return
    frequencies = {known: Frequency(value) for known, value in book.values("measures", "frequency").items()}
    starts: Sequence[date | None] | None = starts_at_once(draft, book, frequencies)
    if starts is None:
        starts = yield from _starts(draft, book, frequencies)
    if None in starts or None in draft.cells(_AMOUNT):
        starts = _chosen(draft, starts)
    measures, units = book.codes("measures"), book.codes("units")
    draft.columns = {
        "measure": _as_known(draft.cells("measure"), measures),
        "unit": _as_known(draft.cells("unit"), units),
        "period": starts,
        "recorded_at": draft.cells("recorded_at"),
        **{name: draft.cells(name) for name in NUMBERS if name != _AMOUNT},
        **{name: _stripped(draft.cells(name)) for name in TEXTS},
    }
    scales = scales_of(book)
    scale_of = {measure: scales[folded_code(measure)] for measure in set(draft.columns["measure"])}
    own = [scale_of[measure] for measure in draft.columns["measure"]]
    draft.columns[_AMOUNT] = in_units(draft, book, _AMOUNT, draft.columns["measure"], own)
    yield from _value_problems(draft, book)
    if "numerator" in draft.given:
        values = zip(*(draft.columns[name] for name in (_AMOUNT, "numerator", "denominator")), own, strict=True)
        draft.columns[_AMOUNT] = [
            value if above is None else ratio_of(value, above, below, scale) for value, above, below, scale in values
        ]
    book.notices += _doubts(draft, book, own)
    if draft.left_alone:
        what = "Sheet actuals: %(count)s rows without a value were left alone; missing is not zero."
        book.notices.append(Said(what, count=draft.left_alone))


def _chosen(draft: Draft, starts: Sequence[date | None]) -> list[date]:
    """The starts of the rows that say anything and can be taken, with which the draft goes on."""
    numbers = zip(*(draft.cells(name) for name in (*NUMBERS, "recorded_at")), strict=True)
    says = [any(cell is not None for cell in said) for said in numbers]
    draft.left_alone = sum(start is not None and not said for start, said in zip(starts, says, strict=True))
    taken = {at: start for at, start in enumerate(starts) if start is not None and says[at]}
    if len(taken) < len(starts):
        draft.choose(list(taken))
    return list(taken.values())


def _stripped(cells: Sequence[str | None]) -> list[str]:
    return [(text or "").strip() for text in cells] if any(cells) else [""] * len(cells)


def _doubts(draft: Draft, book: Book, own: Sequence[float]) -> Iterator[Said]:
    """A word about values that look like slips of the keyboard; they are taken as they are."""
    today, columns, values = clock.today(), draft.columns, draft.columns[_AMOUNT]
    rows = [at for at, value in enumerate(values) if value is not None]
    given: list[Given | None] = [None] * len(values)
    if not rows:
        return
    of_rows = [(columns["measure"][at], columns["unit"][at]) for at in rows]
    place, places = numbered(of_rows)
    ids = _ids_of(places)
    known = known_of({one for one in ids.values() if not any(isinstance(new, str) for new in one)})
    known = known | aimed_at(book, ids, known)
    shares = {measure: scale != 1.0 for measure, scale in zip(columns["measure"], own, strict=True)}
    found = may_be_odd(
        place,
        np.array([values[at] for at in rows]),
        [known.get(ids[one], Known()) for one in places],
        [shares[measure] for measure, _ in places],
    )
    lately = today - _SURELY_OVER
    found[place[[columns["period"][at] >= lately for at in rows]]] = True
    frequencies, aggregations = book.values("measures", "frequency"), book.values("measures", "aggregation")
    for one in np.flatnonzero(found[place]).tolist():
        at, of = rows[one], of_rows[one]
        code = folded_code(of[0])
        period = Period(Frequency(frequencies[code]), columns["period"][at])
        given[at] = Given(ids[of], values[at], room_of(aggregations[code], period, today), shares[of[0]])
    for doubt in doubts(given, known)[:_MOST_DOUBTS]:
        measure = columns["measure"][doubt.at]
        period = Period(Frequency(frequencies[folded_code(measure)]), columns["period"][doubt.at])
        yield Said(
            "Sheet actuals, row %(row)s: %(doubt)s Look whether it is meant.",
            row=draft.numbers[doubt.at],
            doubt=plausibility.sentence(doubt, value=values[doubt.at], measure=measure, period=period, today=today),
        )


def _ids_of(places: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Measures and units by their ids; what is new by its code."""
    measures = ids_by_code(Measure, {measure for measure, _ in places})
    units = ids_by_code(Unit, {unit for _, unit in places} - {""})
    return {
        (measure, unit): (
            measures.get(measure.casefold(), measure),
            units.get(unit.casefold(), unit) if unit else None,
        )
        for measure, unit in places
    }


def _as_known(cells: Sequence[str | None], known: dict[str, str]) -> list[str]:
    written = {cell: known[folded_code(cell)] if cell else "" for cell in set(cells)}
    return [written[cell] for cell in cells]


def _starts(draft: Draft, book: Book, frequencies: Mapping[str, Frequency]) -> Iterator[Problem]:
    """The first day of the period of each row; None, and the problem, for rows that cannot be taken."""
    units = {unit for unit in set(draft.cells("unit")) if unit and folded_code(unit) not in book.codes("units")}
    folded = {cell: folded_code(cell) for name in ("measure", "unit") for cell in set(draft.cells(name)) if cell}
    found: dict[Frequency | None, dict[int, date | None]] = {
        frequency: {} for frequency in {None, *frequencies.values()}
    }
    of_measure = {cell: frequencies.get(folded[cell]) for cell in set(draft.cells("measure")) if cell}
    starts_of = {cell: found[frequency] for cell, frequency in of_measure.items()}
    seen: dict[tuple[Any, ...], int] = {}
    starts: list[date | None] = [None] * len(draft.numbers)
    misfits: list[tuple[int, Period, Frequency]] = []
    cells = zip(*(draft.cells(name) for name in _PLACE), strict=True)
    for at, (measure, unit, period, recorded_at) in enumerate(cells):
        if measure is None or period is None or at in draft.faulty:
            continue
        frequency = of_measure[measure]
        if frequency is None:
            yield book.unknown(draft, at, "measure", measure, "measures")
            continue
        if unit in units:
            yield book.unknown(draft, at, "unit", unit, "units")
            continue
        # Cells that are written alike share one period, so that its identity will do.
        known = starts_of[measure]
        if id(period) not in known:
            known[id(period)] = first_day(period, frequency)
        start = known[id(period)]
        if start is None:
            misfits.append((at, period, frequency))
            continue
        place = (folded[measure], folded[unit] if unit else "", start, recorded_at)
        if (first := seen.setdefault(place, at)) != at:
            row = str(draft.numbers[first])
            message = Said("Row %(row)s is a value of the same measure, unit and period.", row=row)
            yield draft.problem(at, "period", period, message, "Keep one of them.", "duplicate")
            continue
        starts[at] = start
    yield from _misfits(draft, book, misfits, set(seen))
    return starts


def _misfits(
    draft: Draft, book: Book, found: Sequence[tuple[int, Period, Frequency]], places: Set[tuple[Any, ...]]
) -> Iterator[Problem]:
    """Problems of periods that measures do not have, one for each measure and kind of period.

    What stands for a longer one beside values of several of its parts is their total, which is left alone.
    """
    firsts: dict[tuple[str, Frequency], tuple[int, Period, Frequency]] = {}
    counts: Counter[tuple[str, Frequency]] = Counter()
    totals: list[str] = []
    held: dict[tuple[str, str], list[date]] = {}
    for measure, unit, start, _ in places if found else ():
        held.setdefault((measure, unit), []).append(start)
    for at, period, frequency in found:
        measure, unit = (folded_code(draft.cells(name)[at] or "") for name in ("measure", "unit"))
        code = book.codes("measures")[measure]
        parts = held.get((measure, unit), ()) if period.frequency.per_year < frequency.per_year else ()
        if sum(period.start <= start <= period.end for start in parts) > 1:
            totals.append(Said("%(period)s of %(measure)s", period=period, measure=code))
            continue
        firsts.setdefault((code, period.frequency), (at, period, frequency))
        counts[code, period.frequency] += 1
    for (code, kind), (at, period, frequency) in firsts.items():
        problem = misfit(draft, at, period, code, frequency)
        if (count := counts[code, kind]) > 1:
            message = Said("%(message)s So it is in %(count)s values.", message=problem.message, count=count)
            problem = replace(problem, message=message)
        yield problem
    if totals:
        what = "Sheet actuals: totals over longer periods were left alone: %(count)s, the first is %(first)s."
        book.notices.append(Said(what, count=len(totals), first=totals[0]))


def misfit(draft: Draft, at: int, period: Period, measure: str, frequency: Frequency) -> Problem:
    """The fault of a row whose period is of another kind than those of its measure."""
    message = Said(
        "%(period)s is %(frequency)s, but %(measure)s is measured %(wanted)s.",
        period=str(period),
        frequency=sentence(period.frequency),
        measure=measure,
        wanted=sentence(frequency),
    )
    remedy = Said(
        "Write a period such as %(period)s, or change the measure's frequency.",
        # As it can be written in any language.
        period=str(Period.containing(period.start, frequency)),
    )
    return draft.problem(at, "period", period, message, remedy, "period")


def _value_problems(draft: Draft, book: Book) -> Iterator[Problem]:
    """Problems of the numbers of rows. Cells are finite: a value alone needs no closer look."""
    aggregations, formulas = book.values("measures", "aggregation"), book.values("measures", "formula")
    computed = {measure for measure in set(draft.columns["measure"]) if formulas[folded_code(measure)].strip()}
    measures, values, parts = draft.columns["measure"], draft.columns[_AMOUNT], ("numerator", "denominator")
    if not computed and None not in values and not any(name in draft.given for name in parts):
        return
    plain = [value is not None for value in values]
    for name in parts:
        if name in draft.given:
            plain = [is_plain and cell is None for is_plain, cell in zip(plain, draft.columns[name], strict=True)]
    for at in compress(range(len(plain)), [not one for one in plain] if not computed else [True] * len(plain)):
        measure = measures[at]
        said = {name: draft.columns[name][at] for name in NAMES}
        if measure in computed:
            message = Said("%(measure)s is computed by a formula; its values cannot be imported.", measure=measure)
            remedy = "Give values of the measures that its formula names."
            yield draft.problem(at, "measure", measure, message, remedy)
        elif not plain[at] and not (_is_withdrawn(said) and draft.columns["recorded_at"][at] is not None):
            row = ActualRow(0, None, draft.columns["period"][at], **said)
            for problem in value_problems(row, aggregation=aggregations[folded_code(measure)], code=measure):
                yield replace(problem, row=at + 1)


def _is_withdrawn(said: dict[str, Any]) -> bool:
    """Whether a version says that there was no value any more."""
    return said[_AMOUNT] is None and said["numerator"] is None


def _record(actor: Actor, draft: Draft, limit: int, hear: Hear) -> tuple[Outcome, list[ChangedValue]]:
    """At once those without an instant, one instant after the other those with one."""
    measures = ids_by_code(Measure, set(draft.columns["measure"]))
    units = ids_by_code(Unit, set(draft.columns["unit"]))
    measure_ids = {code: measures[code.casefold()] for code in set(draft.columns["measure"])}
    unit_ids = {code: units.get(code.casefold()) for code in set(draft.columns["unit"])}
    placed = (
        [measure_ids[code] for code in draft.columns["measure"]],
        [unit_ids[code] for code in draft.columns["unit"]],
        draft.columns["period"],
    )
    laid = dict(zip(COLUMNS, (*placed, *(draft.columns[name] for name in NAMES)), strict=True))
    instants = draft.columns["recorded_at"]
    outcome = Outcome(unchanged=draft.left_alone)
    if any(instants):
        lines = list(zip(*laid.values(), strict=True))
        outcome += _replay(actor, [(instant, line) for instant, line in zip(instants, lines, strict=True) if instant])
        laid = _laid([line for instant, line in zip(instants, lines, strict=True) if not instant])
    # A column that the file lacks says nothing against what is known.
    given = [name for name in NAMES if name == _AMOUNT or name in draft.given]
    done, found = record_columns(actor, laid, given=given, limit=limit, progress=hear)
    codes = {pk: code for code, pk in measure_ids.items()}, {pk: code for code, pk in unit_ids.items()}
    changes = (change for line, before in found for change in _changes(line, before, *codes))
    return outcome + done, [change for change, _ in zip(changes, range(limit), strict=False)]


def _laid(lines: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    return dict(zip(COLUMNS, zip(*lines, strict=True) if lines else [()] * len(COLUMNS), strict=True))


def _changes(
    line: Sequence[Any], before: Sequence[Any] | None, measures: dict[int, str], units: dict[int | None, str]
) -> Iterator[ChangedValue]:
    measure_id, unit_id, start, *said = line
    named = " ".join(part for part in (measures[measure_id], units[unit_id], start.isoformat()) if part)
    for name, value, was in zip(NAMES, said, before or [None] * len(NAMES), strict=True):
        if value != was and not (was is None and value == ""):
            yield ChangedValue(named, name, was, value)


def _replay(actor: Actor, versions: Sequence[tuple[datetime, tuple[Any, ...]]]) -> Outcome:
    """Record versions in the order in which they were recorded first, each at its own instant.

    A version that is not later than what is known of its place is known already and left alone.
    """
    known = _latest_instants({line[0] for _, line in versions})
    news = [(instant, line) for instant, line in versions if line[:3] not in known or instant > known[line[:3]]]
    news.sort(key=lambda version: version[0])
    seen = set(known)
    created = changed = 0
    for instant, group in groupby(news, key=lambda version: version[0]):
        together = [line for _, line in group]
        for line in together:
            created += line[:3] not in seen
            changed += line[:3] in seen
            seen.add(line[:3])
        withdrawn = [line for line in together if _is_withdrawn(dict(zip(NAMES, line[3:], strict=True)))]
        with clock.fixed(instant):
            record_columns(
                actor, _laid([line for line in together if line not in withdrawn] if withdrawn else together)
            )
            for line in withdrawn:
                _withdraw(actor, *line[:3], note=line[3 + NAMES.index("note")])
    return Outcome(created, changed, len(versions) - len(news))


def _withdraw(actor: Actor, measure_id: int, unit_id: int | None, start: date, *, note: str) -> None:
    measure = Measure.objects.get(pk=measure_id)
    unit = None if unit_id is None else Unit.objects.get(pk=unit_id)
    period = Period(Frequency(measure.frequency), start)
    withdraw_actual(actor, measure=measure, period=period, unit=unit, note=note)


def _latest_instants(measure_ids: set[int]) -> dict[ValuePlace, datetime]:
    rows = Actual.objects.filter(measure__in=measure_ids, superseded_at=None)
    places = rows.values_list("measure_id", "unit_id", "period", "recorded_at")
    return {(measure, unit, start): instant for measure, unit, start, instant in places}


ACTUALS = Sheet(
    "actuals",
    "actual",
    (
        code("measure", required=True),
        Column("period", ColumnKind.PERIOD, required=True),
        number(_AMOUNT, in_unit=True),
        *(number(name) for name in NUMBERS if name != _AMOUNT),
        code("unit"),
        *(Column(name, ColumnKind.TEXT) for name in TEXTS),
        Column("recorded_at", ColumnKind.INSTANT, is_history=True),
    ),
    _PLACE,
    ActualSheetRow,
    exported=_exported,
    check=_check,
    record=_record,
    across=_AMOUNT,
    laid_across=values_across,
    examples=(
        {"measure": "WAIT", "period": "2026-01", "value": 12},
        {"measure": "WAIT", "period": "2026-02", "value": 11, "note": "new counter opened"},
    ),
)
