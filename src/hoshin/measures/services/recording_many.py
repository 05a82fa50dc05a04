"""Recording very many values at once: COPY of first values, else one statement to supersede and one to insert."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import connection

from hoshin.accounts.access import Actor
from hoshin.audit.services import Act, act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Implausible, Problem
from hoshin.base.events import publish
from hoshin.base.keys import keys_together
from hoshin.base.laid_out import copy_laid_out
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Frequency
from hoshin.base.wordings import Said
from hoshin.measures.assembly import scale_of
from hoshin.measures.beside import beside_others
from hoshin.measures.events import ActualsChanged
from hoshin.measures.fields import DEFINITIONS, NAMES, columns, said_by, says
from hoshin.measures.models import Actual, Measure
from hoshin.measures.policies import awaiting, require_may_record
from hoshin.measures.rows import ActualRow
from hoshin.measures.services.asking import odd_among
from hoshin.measures.services.giving import give
from hoshin.measures.services.validity import first_day_problems, raise_problems, ratio_of, value_problems

TellCount = Callable[[int, int], None]

_MOST_PROBLEMS = 1_000
_MOST_NAMED = 20
_SAME_PLACE = """a.superseded_at IS NULL AND a.measure_id = i.measure_id AND a.period = i.period
    AND coalesce(a.unit_id, 0) = coalesce(i.unit_id, 0)"""
# What is new is found by comparing whole sets, so the lines are copied into a table first; several batches of one
# transaction share it. Its statistics are taken after each copy: the planner cannot know how many lines there are.
_CREATE = f"""
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_actual (
    measure_id bigint, unit_id bigint, period date, {DEFINITIONS}
) ON COMMIT DROP"""
_VALUE = NAMES.index("value")
_FORGET_UNCHANGED = f"""
DELETE FROM incoming_actual i USING measures_actual a WHERE {_SAME_PLACE}
    AND ({{known}}) IS NOT DISTINCT FROM ({{said}})"""  # noqa: S608 – names of columns
_WIDTH = 3 + len(NAMES)
# In the order in which they were copied.
_CHANGES = f"""
SELECT i.measure_id, i.unit_id, i.period, {columns("i")}, a.id, {columns("a")}
FROM (SELECT *, ctid AS place FROM incoming_actual ORDER BY ctid LIMIT %s) i
LEFT JOIN measures_actual a ON {_SAME_PLACE} ORDER BY i.place"""  # noqa: S608 – names of columns
_SUPERSEDE = f"""
UPDATE measures_actual a SET superseded_at = greatest(%s, a.recorded_at) FROM incoming_actual i
WHERE {_SAME_PLACE}"""  # noqa: S608 – names of columns
_INSERT = f"""
INSERT INTO measures_actual (measure_id, unit_id, period, {columns()}, recorded_at, change_id)
SELECT measure_id, unit_id, period, {columns()}, %s, %s
FROM incoming_actual ORDER BY measure_id, unit_id, period"""  # noqa: S608 – names of columns

_FIRST = f"measures_actual (measure_id, unit_id, period, {columns()}, recorded_at, change_id)"


# A value as it is copied: measure, unit, first day of the period, and the recorded fields in their order.
ActualCells = tuple[Any, ...]
# Values by columns, which stand in this order.
ValuesByColumn = Mapping[str, Sequence[Any]]
COLUMNS = ("measure_id", "unit_id", "period", *NAMES)
# A line that asks for something new, and the recorded fields that hold until then, or None.
LineChange = tuple[ActualCells, "tuple[Any, ...] | None"]


def record_actuals(
    actor: Actor,
    rows: Sequence[ActualRow],
    *,
    expected: Sequence[int] = (),
    meant: Collection[int] | None = None,
    progress: TellCount | None = None,
) -> Outcome:
    """Record or correct many values, all or nothing; those that hold already are left alone.

    `expected`: for each row the id of the value that the actor was shown (0: none); Conflict, with all rows of which
    another holds by now. Invalid: all faults (the first 1,000), each with its row counted from 1. `meant`: the rows,
    counted from 1, of which the actor said so; Implausible, with all others that are unlike all that was seen; None:
    nobody is asked. `progress` hears how many of how many.
    """
    measures = {row.measure_id for row in rows}
    return beside_others(measures, lambda: _record(actor, rows, expected, meant, progress))


def _record(
    actor: Actor,
    rows: Sequence[ActualRow],
    expected: Sequence[int],
    meant: Collection[int] | None,
    progress: TellCount | None,
) -> Outcome:
    with act(actor, "record_actuals", count=len(rows)) as running:
        measures = _locked_measures(actor, {row.measure_id for row in rows})
        raise_problems(list(_problems(rows, measures)))
        if expected:
            _refuse_overtaken(rows, expected)
        lines = [(row.measure_id, row.unit_id, row.period, *_said(row, measures[row.measure_id])) for row in rows]
        if meant is not None:
            _ask(running, rows, lines, measures, meant)
        lines, waiting = _without_waiting(actor, lines, measures)
        laid = dict(zip(COLUMNS, zip(*lines, strict=True), strict=True)) if lines else {}
        return _recorded(running, laid, NAMES, 0, progress)[0] + waiting


def _without_waiting(
    actor: Actor, lines: list[ActualCells], measures: Mapping[int, Measure]
) -> tuple[list[ActualCells], Outcome]:
    """The lines that count at once, and what came of those that wait for somebody's approval."""
    needing = awaiting(actor, measures.values())
    if not needing:
        return lines, Outcome()
    given = {line[:3]: dict(zip(NAMES, line[3:], strict=True)) for line in lines if line[0] in needing}
    rows = Actual.objects.filter(superseded_at=None, measure__in=needing, period__in={place[2] for place in given})
    held = {(row.measure_id, row.unit_id, row.period): row for row in rows.order_by()}
    new = {place: said for place, said in given.items() if place not in held or said_by(held[place]) != said}
    waits = give(actor, new, {place: row.pk for place, row in held.items()})
    outcome = Outcome(unchanged=len(given) - len(waits), waiting=len(waits))
    return [line for line in lines if line[0] not in needing], outcome


def record_columns(
    actor: Actor,
    laid: ValuesByColumn,
    *,
    given: Collection[str] = NAMES,
    limit: int = 0,
    progress: TellCount | None = None,
) -> tuple[Outcome, list[LineChange]]:
    """As `record_actuals`, for values by columns that were found sound already; with the first `limit` changes.

    `given`: the fields of which anything is said. What agrees in these is left alone, whatever else is known of it.
    A sound value has its ratio computed and its texts stripped, belongs to a period of its measure and to no formula,
    and stands once.
    """
    with act(actor, "record_actuals", count=len(laid["measure_id"])) as running:
        _locked_measures(actor, set(laid["measure_id"]))
        return _recorded(running, laid, given, limit, progress)


def _recorded(
    running: Act, laid: ValuesByColumn, given: Collection[str], limit: int, progress: TellCount | None
) -> tuple[Outcome, list[LineChange]]:
    count = len(laid["measure_id"]) if laid else 0
    if not count:
        return Outcome(), []
    if not Actual.objects.filter(measure__in=set(laid["measure_id"])).exists():
        return _recorded_first(running, laid, limit, progress)
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
        cursor.execute("TRUNCATE incoming_actual")
        copy_laid_out(cursor, "incoming_actual", [laid[name] for name in COLUMNS], progress)
        cursor.execute("ANALYZE incoming_actual")
        cursor.execute(_FORGET_UNCHANGED.format(known=columns("a", given), said=columns("i", given)))
        cursor.execute("SELECT array_agg(DISTINCT measure_id), min(period) FROM incoming_actual")
        changed_ids, since = cursor.fetchone()
        if changed_ids is None:
            return Outcome(unchanged=count), []
        changes = _changes(cursor, limit)
        with keys_together():
            changed, inserted = _written(cursor, clock.now(), running.id)
        running.keep()
        publish(ActualsChanged(frozenset(changed_ids), since))
        return Outcome(inserted - changed, changed, count - inserted), changes


def _recorded_first(
    running: Act, laid: ValuesByColumn, limit: int, progress: TellCount | None
) -> tuple[Outcome, list[LineChange]]:
    """The first values of their measures, which nobody else records meanwhile: there is nothing to compare them with."""
    columns = [laid[name] for name in COLUMNS]
    count, instant = len(columns[0]), clock.now()
    with connection.cursor() as cursor, keys_together():
        # Values of one measure lie together, as they are read.
        copy_laid_out(cursor, _FIRST, [*columns, [instant] * count, [running.id] * count], progress, by=(0, 1, 2))
    running.keep()
    publish(ActualsChanged(frozenset(laid["measure_id"]), min(laid["period"])))
    return Outcome(created=count), [(line, None) for line in zip(*(column[:limit] for column in columns), strict=True)]


def _changes(cursor: Any, limit: int) -> list[LineChange]:
    cursor.execute(_CHANGES, [limit])
    return [
        (tuple(row[:_WIDTH]), tuple(row[_WIDTH + 1 :]) if row[_WIDTH] is not None else None)
        for row in cursor.fetchall()
    ]


def _locked_measures(actor: Actor, wanted: Collection[int]) -> dict[int, Measure]:
    """The measures of the rows, held until the end in the order of their ids, so that two batches cannot deadlock."""
    of_values = ("frequency", "aggregation", "formula", "unit_of_measure", "ignores_scale", "needs_approval")
    columns = ("id", "code", *of_values, "owner_id", "supplier_id")
    found = Measure.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True).only(*columns)
    measures = {measure.pk: measure for measure in found}
    require_may_record(actor, measures.values())
    return measures


def _written(cursor: Any, instant: datetime, change_id: int) -> tuple[int, int]:
    cursor.execute(_SUPERSEDE, [instant])
    changed = cursor.rowcount
    cursor.execute(_INSERT, [instant, change_id])
    return changed, cursor.rowcount


def _refuse_overtaken(rows: Sequence[ActualRow], expected: Sequence[int]) -> None:
    found = Actual.objects.filter(
        superseded_at=None,
        measure__in={row.measure_id for row in rows},
        period__in={row.period for row in rows},
    ).values_list("measure_id", "unit_id", "period", "id")
    held: dict[tuple[int, int | None, date], int] = {(measure, unit, start): pk for measure, unit, start, pk in found}
    overtaken = [
        number
        for number, (row, shown) in enumerate(zip(rows, expected, strict=True), start=1)
        if held.get((row.measure_id, row.unit_id, row.period), 0) != shown
    ]
    if overtaken:
        raise Conflict(
            Said(
                "Somebody recorded %(count)s of these values after you opened them. Nothing of yours was saved: look at "
                "theirs first.",
                count=len(overtaken),
            ),
            rows=overtaken,
        )


def _ask(
    running: Act,
    rows: Sequence[ActualRow],
    lines: Sequence[ActualCells],
    measures: Mapping[int, Measure],
    meant: Collection[int],
) -> None:
    """Refuse odd values of which nobody said that they are meant, and keep in the trail of which somebody did."""
    values = [line[3 + _VALUE] for line in lines]
    found = odd_among(rows, values, measures)
    asked = [one.problem for one in found if one.at + 1 not in meant]
    if asked:
        raise Implausible(asked[:_MOST_PROBLEMS])
    if found and running.verb == "record_actuals":
        named = [f"{one.measure.code} {one.period}" for one in found]
        running.say(variant="meant", meant=", ".join(named[:_MOST_NAMED]))


def _said(row: ActualRow, measure: Measure) -> list[float | str | None]:
    said = [_as_copied(one) for one in says(row)]
    scale = scale_of(measure.unit_of_measure, measure.ignores_scale)
    said[_VALUE] = _as_copied(ratio_of(row.value, row.numerator, row.denominator, scale))
    return said


def _as_copied(said: float | str | None) -> float | str | None:
    return said.strip() if isinstance(said, str) else None if said is None else float(said)


def _problems(rows: Sequence[ActualRow], measures: Mapping[int, Measure]) -> Iterator[Problem]:
    seen: dict[tuple[int, int | None, date], int] = {}
    starts: set[tuple[str, date]] = set()
    found = 0
    for number, row in enumerate(rows, start=1):
        measure = measures.get(row.measure_id)
        faults = _faults(row, measure, starts)
        first = seen.setdefault((row.measure_id, row.unit_id, row.period), number)
        if first != number and measure is not None:
            faults.append(
                Problem(
                    Said(
                        "%(measure)s: rows %(first)s and %(number)s are values of the same period and unit.",
                        measure=measure.code,
                        first=str(first),
                        number=str(number),
                    ),
                    code="duplicate",
                    field="period",
                    value=row.period.isoformat(),
                    remedy="Keep one of them.",
                )
            )
        for fault in faults:
            yield replace(fault, row=number)
        found += len(faults)
        if found >= _MOST_PROBLEMS:
            return


def _faults(row: ActualRow, measure: Measure | None, starts: set[tuple[str, date]]) -> list[Problem]:
    if measure is None:
        return [Problem("There is no such measure.", field="measure", value=str(row.measure_id))]
    if measure.formula:
        return [
            Problem(
                Said("%(measure)s is computed by a formula; its values cannot be recorded.", measure=measure.code),
                field="measure",
                value=measure.code,
                remedy="Record the measures that its formula names.",
            )
        ]
    faults = value_problems(row, aggregation=measure.aggregation, code=measure.code)
    if (measure.frequency, row.period) not in starts:
        wrong = first_day_problems(measure.code, row.period, Frequency(measure.frequency), "period")
        if not wrong:
            starts.add((measure.frequency, row.period))
        faults += wrong
    return faults
