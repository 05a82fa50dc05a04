"""Recording values of members, very many at once: COPY of first values, else one statement to supersede, one to insert.

The numbers mean what they mean for actuals, and are looked at by the same rules.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection

from hoshin.accounts.access import Actor
from hoshin.audit.services import Act, act
from hoshin.base import clock
from hoshin.base.amounts import number_text
from hoshin.base.copying import copy_into
from hoshin.base.errors import Conflict, Invalid, Problem
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Frequency
from hoshin.base.wordings import Said
from hoshin.breakdowns.models import Breakdown, Member, MemberValue
from hoshin.breakdowns.policies import require_may_record_members
from hoshin.breakdowns.rows import MemberValueRow
from hoshin.breakdowns.selectors.sums import differing_sums
from hoshin.measures.assembly import scale_of
from hoshin.measures.fields import DEFINITIONS, NAMES, columns, says
from hoshin.measures.rows import ActualRow
from hoshin.measures.services.validity import first_day_problems, ratio_of, value_problems

_TellCount = Callable[[int, int], None]
# A value as it is copied: breakdown, member, first day of the period, and the recorded fields in their order.
_MemberCells = tuple[Any, ...]
# A line that asks for something new, and the recorded fields that hold until then, or None.
_LineChange = tuple[_MemberCells, "tuple[Any, ...] | None"]

_MOST_PROBLEMS = 1_000
_VALUE = NAMES.index("value")
_PLACE = "breakdown_id, member_id, period"
_SAME_PLACE = """a.superseded_at IS NULL AND a.breakdown_id = i.breakdown_id AND a.period = i.period
    AND a.member_id = i.member_id"""
# As with actuals: what is new is found by comparing whole sets, counted anew after each copy.
_CREATE = f"""
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_member_value (
    breakdown_id bigint, member_id bigint, period date, {DEFINITIONS}
) ON COMMIT DROP"""
_FORGET_UNCHANGED = f"""
DELETE FROM incoming_member_value i USING breakdowns_membervalue a WHERE {_SAME_PLACE}
    AND ({{known}}) IS NOT DISTINCT FROM ({{said}})"""  # noqa: S608 – names of columns
_CHANGES = f"""
SELECT i.breakdown_id, i.member_id, i.period, {columns("i")}, a.id, {columns("a")}
FROM (SELECT *, ctid AS place FROM incoming_member_value ORDER BY ctid LIMIT %s) i
LEFT JOIN breakdowns_membervalue a ON {_SAME_PLACE} ORDER BY i.place"""  # noqa: S608 – names of columns
_SUPERSEDE = f"""
UPDATE breakdowns_membervalue a SET superseded_at = greatest(%s, a.recorded_at) FROM incoming_member_value i
WHERE {_SAME_PLACE}"""  # noqa: S608 – names of columns
_INSERT = f"""
INSERT INTO breakdowns_membervalue ({_PLACE}, {columns()}, recorded_at, change_id)
SELECT {_PLACE}, {columns()}, %s, %s FROM incoming_member_value
ORDER BY breakdown_id, period, member_id"""  # noqa: S608 – names of columns
_FIRST = f"breakdowns_membervalue ({_PLACE}, {columns()}, recorded_at, change_id)"
_WIDTH = 3 + len(NAMES)


class Overlapping(Invalid):
    """Members that make more than their total, where a form asks first: recorded once it is said that they are meant."""


def record_member_values(
    actor: Actor,
    rows: Sequence[MemberValueRow],
    *,
    expected: Sequence[int] = (),
    refuses_overlaps: bool = False,
    progress: _TellCount | None = None,
) -> Outcome:
    """Record or correct values of members, all or nothing; those that hold already are left alone.

    `expected`: for each row the id of the value that the actor was shown (0: none); Conflict, with all rows of which
    another holds by now. `refuses_overlaps`: Overlapping where members would then make more than their total in one of
    these periods, which figures that are taken as they were given may do. Invalid: all faults (the first 1,000), each with
    its row counted from 1. Of a row that says nothing the value is withdrawn, where there is one.
    """
    with act(actor, "record_member_values", count=len(rows)) as running:
        breakdowns = _held_breakdowns(actor, {row.breakdown_id for row in rows})
        if problems := list(_problems(rows, breakdowns)):
            raise Invalid(problems)
        held = _held_values(rows)
        if expected:
            _refuse_overtaken(rows, expected, held)
        said = [row for row in rows if _says_something(row) or _place(row) in held]
        lines = [(*_place(row), *_copied(row, breakdowns[row.breakdown_id])) for row in said]
        done = _recorded(running, lines, NAMES, 0, progress)[0]
        if refuses_overlaps and done != Outcome(unchanged=done.unchanged):
            _refuse_overlaps(actor, rows)
        return done + Outcome(unchanged=len(rows) - len(said))


def record_member_lines(
    actor: Actor,
    lines: Sequence[_MemberCells],
    *,
    given: Collection[str] = NAMES,
    limit: int = 0,
    progress: _TellCount | None = None,
) -> tuple[Outcome, list[_LineChange]]:
    """As `record_member_values`, for values found sound already; with the first `limit` that change something.

    `given`: the fields of which anything is said. A sound value has its ratio computed and its texts stripped, belongs
    to a period of its measure and to a member of its dimension, and stands once.
    """
    with act(actor, "record_member_values", count=len(lines)) as running:
        _held_breakdowns(actor, {line[0] for line in lines})
        return _recorded(running, lines, given, limit, progress)


def _held_breakdowns(actor: Actor, wanted: Collection[int]) -> dict[int, Breakdown]:
    """The breakdowns of the rows, held until the end in the order of their ids, so that two batches cannot deadlock."""
    found = Breakdown.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",), no_key=True)
    breakdowns = {one.pk: one for one in found.select_related("measure")}
    require_may_record_members(actor, list({one.measure_id: one.measure for one in breakdowns.values()}.values()))
    return breakdowns


def _recorded(
    running: Act, lines: Sequence[_MemberCells], given: Collection[str], limit: int, progress: _TellCount | None
) -> tuple[Outcome, list[_LineChange]]:
    if not lines:
        return Outcome(), []
    if not MemberValue.objects.filter(breakdown__in={line[0] for line in lines}).exists():
        return _recorded_first(running, lines, limit, progress)
    with connection.cursor() as cursor:
        cursor.execute(_CREATE)
        cursor.execute("TRUNCATE incoming_member_value")
        copy_into(cursor, "incoming_member_value", list(zip(*lines, strict=True)), progress)
        cursor.execute("ANALYZE incoming_member_value")
        cursor.execute(_FORGET_UNCHANGED.format(known=columns("a", given), said=columns("i", given)))
        cursor.execute(_CHANGES, [limit])
        found = cursor.fetchall()
        changes = [(row[:_WIDTH], row[_WIDTH + 1 :] if row[_WIDTH] is not None else None) for row in found]
        cursor.execute(_SUPERSEDE, [now := clock.now()])
        changed = cursor.rowcount
        cursor.execute(_INSERT, [now, running.id])
        inserted = cursor.rowcount
    if inserted:
        running.keep()
    return Outcome(inserted - changed, changed, len(lines) - inserted), changes


def _recorded_first(
    running: Act, lines: Sequence[_MemberCells], limit: int, progress: _TellCount | None
) -> tuple[Outcome, list[_LineChange]]:
    """The first values of their breakdowns, which nobody else records meanwhile: there is nothing to compare them with."""
    count, instant = len(lines), clock.now().isoformat()
    # Values of a period lie together, as they are read.
    laid = list(zip(*sorted(lines, key=lambda line: (line[0], line[2], line[1])), strict=True))
    with connection.cursor() as cursor:
        copy_into(cursor, _FIRST, [*laid, [instant] * count, [running.id] * count], progress)
    running.keep()
    return Outcome(created=count), [(line, None) for line in lines[:limit]]


def _place(row: MemberValueRow) -> tuple[int, int, date]:
    return row.breakdown_id, row.member_id, row.period


def _says_something(row: MemberValueRow) -> bool:
    return row.value is not None or row.numerator is not None or row.denominator is not None


def _held_values(rows: Sequence[MemberValueRow]) -> dict[tuple[int, int, date], int]:
    """The ids of values that hold at the places of the rows."""
    found = MemberValue.objects.filter(
        superseded_at=None,
        breakdown__in={row.breakdown_id for row in rows},
        period__in={row.period for row in rows},
        member__in={row.member_id for row in rows},
    )
    places = found.order_by().values_list("breakdown_id", "member_id", "period", "id")
    return {(breakdown, member, start): pk for breakdown, member, start, pk in places}


def _refuse_overtaken(
    rows: Sequence[MemberValueRow], expected: Sequence[int], held: Mapping[tuple[int, int, date], int]
) -> None:
    shown = enumerate(zip(rows, expected, strict=True), start=1)
    overtaken = [number for number, (row, known) in shown if held.get(_place(row), 0) != known]
    if overtaken:
        raise Conflict(
            Said(
                "Somebody recorded %(count)s of these values after you opened them. Nothing of yours was saved: look at "
                "theirs first.",
                count=len(overtaken),
            ),
            rows=overtaken,
        )


def _refuse_overlaps(actor: Actor, rows: Sequence[MemberValueRow]) -> None:
    periods = {row.period for row in rows}
    found = differing_sums(
        actor, {row.breakdown_id for row in rows}, since=min(periods), until=max(periods), limit=_MOST_PROBLEMS
    )
    problems = [
        Problem(one.said(), "overlap", "value", number_text(one.made), "Correct what is wrong, or save it as it is.")
        for one in found
        if one.overlaps and one.period.start in periods
    ]
    if problems:
        raise Overlapping(problems)


def _copied(row: MemberValueRow, breakdown: Breakdown) -> list[float | str | None]:
    measure = breakdown.measure
    said: list[Any] = [one.strip() if isinstance(one, str) else one for one in says(row)]
    scale = scale_of(measure.unit_of_measure, measure.ignores_scale)
    said[_VALUE] = ratio_of(row.value, row.numerator, row.denominator, scale)
    return [one if one is None or isinstance(one, str) else float(one) for one in said]


def _problems(rows: Sequence[MemberValueRow], breakdowns: Mapping[int, Breakdown]) -> Iterator[Problem]:
    dimensions = dict(Member.objects.filter(pk__in={row.member_id for row in rows}).values_list("id", "dimension_id"))
    firsts: dict[tuple[int, int, date], int] = {}
    count = 0
    for number, row in enumerate(rows, start=1):
        faults = _faults(row, breakdowns.get(row.breakdown_id), dimensions)
        if (first := firsts.setdefault(_place(row), number)) != number:
            message = Said("Row %(row)s is a value of the same member and period.", row=str(first))
            faults.append(Problem(message, "duplicate", "period", row.period.isoformat(), "Keep one of them."))
        yield from (replace(fault, row=number) for fault in faults)
        count += len(faults)
        if count >= _MOST_PROBLEMS:
            return


def _faults(row: MemberValueRow, breakdown: Breakdown | None, dimensions: Mapping[int, int]) -> list[Problem]:
    if breakdown is None:
        return [Problem("There is no such breakdown.", field="dimension", value=str(row.breakdown_id))]
    if dimensions.get(row.member_id) != breakdown.dimension_id:
        return [Problem("The dimension has no such member.", "unknown", "member", str(row.member_id))]
    measure = breakdown.measure
    found = first_day_problems(measure.code, row.period, Frequency(measure.frequency), "period")
    if _says_something(row):
        said = dict(zip(NAMES, says(row), strict=True))
        as_actual = ActualRow(measure.pk, None, row.period, **said)
        found += value_problems(as_actual, aggregation=measure.aggregation, code=measure.code)
    return found
