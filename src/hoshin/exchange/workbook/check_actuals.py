"""Checks actuals, and finds out from them what measures do not say."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from hoshin.base.periods import Frequency, Period
from hoshin.exchange.workbook.check_measures import frequency_of
from hoshin.exchange.workbook.draft import ActualEntry, Checking
from hoshin.measures.fields import said_by
from hoshin.measures.models import Aggregation
from hoshin.measures.rows import ActualRow
from hoshin.measures.services.validity import value_problems

_INFERRED = (Frequency.ANNUAL, Frequency.HALF_YEARLY, Frequency.QUARTERLY, Frequency.MONTHLY, Frequency.WEEKLY)


def infer_from_actuals(checking: Checking) -> None:
    """Give new measures of the file that do not say so a frequency and an aggregation that fit their actuals."""
    given = checking.columns.get("measures")
    actuals = checking.columns.get("actuals")
    if given is None or actuals is None:
        return
    says = dict(zip(given.numbers, zip(given.get("frequency"), given.get("aggregation"), strict=True), strict=True))
    open_ones = {
        entry.record["code"].casefold(): entry
        for entry in checking.draft.of("measures")
        if entry.before is None and None in says[entry.number]
    }
    if not open_ones:
        return
    periods: dict[str, list[tuple[Any, Period]]] = defaultdict(list)
    with_ratio: set[str] = set()
    rows = zip(
        actuals.get("measure"), actuals.get("unit"), actuals.get("period"), actuals.get("denominator"), strict=True
    )
    for measure, unit, period, denominator in rows:
        code = measure.casefold() if measure else ""
        if code in open_ones:
            if period is not None:
                periods[code].append((unit, period))
            if denominator is not None:
                with_ratio.add(code)
    for code, entry in open_ones.items():
        frequency, aggregation = says[entry.number]
        if frequency is None and periods[code]:
            entry.record["frequency"] = _frequency(periods[code]).value
        if aggregation is None and code in with_ratio:
            entry.record["aggregation"] = Aggregation.RATIO.value


def check_actuals(checking: Checking) -> None:
    """Put actuals into the draft. Faults: unknown codes, periods that do not fit, senseless numbers, repeats."""
    columns = checking.columns.get("actuals")
    if columns is None:
        return
    measures, units = checking.codes("measures"), checking.codes("units")
    ratios = _facts(checking)
    starts: dict[tuple[Period, Frequency], date | None] = {}
    seen: dict[tuple[Any, ...], int] = {}
    names = ("measure", "period", "value", "numerator", "denominator", "unit", "note", "source", "recorded_at")
    for number, *cells in zip(columns.numbers, *(columns.get(name) for name in names), strict=True):
        measure, period, value, above, below, unit, note, source, recorded_at = cells
        if measure is None or period is None or checking.faults.has("actuals", number):
            continue
        code = measures.get(measure.casefold())
        if code is None:
            checking.refer("actuals", number, "measure", measure, "measures", "measure")
            continue
        if unit and unit.casefold() not in units:
            checking.refer("actuals", number, "unit", unit, "units", "unit")
            continue
        start = _start(checking, number, code, period, starts)
        if start is None:
            continue
        place = (code.casefold(), (unit or "").casefold(), start, recorded_at)
        if (first := seen.setdefault(place, number)) != number:
            message = f"Row {first} is a value of the same measure, unit and period."
            checking.faults.add("actuals", number, "period", period, message, "Keep one of them.", code="duplicate")
            continue
        if value is None and above is None and below is None and recorded_at is None:
            checking.draft.empty_actuals += 1
            continue
        written = units[unit.casefold()] if unit else ""
        entry = ActualEntry(
            number, code, written, start, value, above, below, (note or "").strip(), (source or "").strip(), recorded_at
        )
        _check_value(checking, entry, *ratios[code.casefold()])
        checking.draft.actuals.append(entry)
    if checking.draft.empty_actuals:
        count = checking.draft.empty_actuals
        checking.notices.append(f"Sheet actuals: {count:,} rows without a value were left alone; missing is not zero.")


def _facts(checking: Checking) -> dict[str, tuple[str, bool]]:
    """Aggregation, and whether it is computed by a formula, of each measure by its casefolded code."""
    rows: Iterable[dict[str, Any]] = (row for row in checking.stored("measures").values())
    facts = {row["code"].casefold(): (row["aggregation"], bool(row["formula"].strip())) for row in rows}
    drafted = (entry.record for entry in checking.draft.of("measures"))
    return facts | {row["code"].casefold(): (row["aggregation"], bool(row["formula"].strip())) for row in drafted}


def _check_value(checking: Checking, entry: ActualEntry, aggregation: str, is_computed: bool) -> None:
    if is_computed:
        message = f"{entry.measure} is computed by a formula; its values cannot be imported."
        remedy = "Give values of the measures that its formula names."
        checking.faults.add("actuals", entry.number, "measure", entry.measure, message, remedy)
        return
    if entry.value is not None and entry.numerator is None and entry.denominator is None:
        return
    if entry.is_withdrawn and entry.recorded_at is not None:
        return
    row = ActualRow(0, None, entry.period, **said_by(entry))
    problems = value_problems(row, aggregation=aggregation, code=entry.measure)
    checking.faults.adopt(replace(problem, sheet="actuals", row=entry.number) for problem in problems)


def _start(
    checking: Checking,
    number: int,
    code: str,
    period: Period,
    starts: dict[tuple[Period, Frequency], date | None],
) -> date | None:
    """The first day of the measure's period that the cell means; a fault where it means none."""
    frequency = frequency_of(checking, code)
    assert frequency is not None
    key = (period, frequency)
    if key not in starts:
        if period.frequency is frequency:
            starts[key] = period.start
        elif period.frequency is Frequency.DAILY:
            starts[key] = Period.containing(period.start, frequency).start
        else:
            starts[key] = None
    start = starts[key]
    if start is None:
        message = f"{period} is {period.frequency}, but {code} is measured {frequency}."
        remedy = (
            f"Write a period such as {Period.containing(period.start, frequency)}, or change the measure's frequency."
        )
        checking.faults.add("actuals", number, "period", period, message, remedy, code="period")
    return start


def _frequency(periods: list[tuple[Any, Period]]) -> Frequency:
    """The frequency in which periods are written; for plain days the longest in which no two fall together."""
    written = Counter(period.frequency for _, period in periods if period.frequency is not Frequency.DAILY)
    if written:
        return written.most_common(1)[0][0]
    days = {(unit, period.start) for unit, period in periods}
    for frequency in _INFERRED if len(days) > 2 else (Frequency.MONTHLY, Frequency.WEEKLY):
        if len({(unit, Period.containing(day, frequency)) for unit, day in days}) == len(days):
            return frequency
    return Frequency.DAILY
