"""Many check-ins, absences and blockers at once, by codes: what an import calls."""

from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Period
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.checkins.models import Absence, Blocker, CheckIn
from hoshin.checkins.rows import AbsenceRow, BlockerRow, CheckInRow
from hoshin.measures.models import Actual, Measure
from hoshin.measures.rows import ActualRow
from hoshin.measures.services import record_actuals
from hoshin.org.models import Person
from hoshin.strategy.models import Objective
from hoshin.strategy.services.bulk import require_known


def upsert_check_ins(actor: Actor, rows: Sequence[CheckInRow], *, is_checked: bool = False) -> Outcome:
    """Keep what was said of key results, by codes; goals, measures and people must exist.

    A value counts as that of its period where nothing is recorded for that: of several of a period the latest.
    """
    require(actor, Right.IMPORT)
    with act(actor, "upsert_check_ins", count=len(rows)):
        measures = by_code(Measure, {row.key_result for row in rows})
        objectives = ids_by_code(Objective, {row.objective for row in rows})
        people = by_code(Person, {row.by for row in rows if row.by}, column="employee_id")
        require_known("measure", [row.key_result for row in rows], measures)
        require_known("objective", [row.objective for row in rows], objectives)
        held = CheckIn.objects.filter(objective__in=set(objectives.values()))
        known = {_key(row): row for row in held}
        wanted: list[tuple[CheckIn | None, dict[str, Any]]] = []
        for row in rows:
            person = people.get(row.by.casefold())
            values = row._asdict()
            for name in ("key_result", "objective", "date", "by", "late"):
                del values[name]
            values |= {
                "measure_id": measures[row.key_result.casefold()].pk,
                "objective_id": objectives[row.objective.casefold()],
                "checked_on": row.date,
                "person_id": person.pk if person else None,
                "written_by": person.name if person else row.by,
                "is_late": row.late,
            }
            before = known.get(_key(CheckIn(**values)))
            wanted.append((before, values if before else values | {"written_at": clock.now()}))
        outcome = upsert(CheckIn, wanted, is_checked=is_checked).outcome
        _record_missing(actor, rows, measures)
        return outcome


def _record_missing(actor: Actor, rows: Sequence[CheckInRow], measures: dict[str, Measure]) -> None:
    said: dict[tuple[int, Any], float] = {}
    for row in sorted(rows, key=lambda row: row.date):
        measure = measures[row.key_result.casefold()]
        if row.value is not None and not measure.formula:
            said[measure.pk, Period.containing(row.date, measure.period_frequency).start] = row.value
    heard = Actual.objects.filter(measure__in={measure for measure, _day in said}, superseded_at=None)
    for place in heard.order_by().values_list("measure", "period"):
        said.pop(place, None)
    if said:
        record_actuals(actor, [ActualRow(measure, None, day, value=value) for (measure, day), value in said.items()])


def _key(row: CheckIn) -> tuple[Any, ...]:
    return row.objective_id, row.measure_id, row.checked_on, row.person_id, row.written_by


def upsert_absences(actor: Actor, rows: Sequence[AbsenceRow]) -> Outcome:
    """Keep when people are away; one that begins on the same day is that one. People must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_absences", count=len(rows)):
        people = ids_by_code(Person, {row.person for row in rows}, column="employee_id")
        require_known("person", [row.person for row in rows], people)
        held = Absence.objects.filter(person__in=set(people.values())).order_by("-pk")
        known = {(row.person_id, row.starts_on): row for row in held}
        wanted: list[tuple[Absence | None, dict[str, Any]]] = []
        for row in rows:
            person = people[row.person.casefold()]
            values = {"person_id": person, "starts_on": row.first_day, "ends_on": row.last_day}
            wanted.append((known.get((person, row.first_day)), values))
        return upsert(Absence, wanted).outcome


def upsert_blockers(actor: Actor, rows: Sequence[BlockerRow]) -> Outcome:
    """Keep what stands in the way of goals, by codes; goals, measures and people must exist. Nobody is told."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_blockers", count=len(rows)):
        objectives = ids_by_code(Objective, {row.objective for row in rows})
        require_known("objective", [row.objective for row in rows], objectives)
        measures = ids_by_code(Measure, {row.measure for row in rows})
        named = {name for row in rows for name in (row.raised_by, row.raised_to)}
        people = ids_by_code(Person, named, column="employee_id")
        held = Blocker.objects.filter(objective__in=set(objectives.values())).order_by("-pk")
        known = {(row.objective_id, row.text, row.raised_at): row for row in held}
        wanted: list[tuple[Blocker | None, dict[str, Any]]] = []
        for row in rows:
            values = {
                **row._asdict(),
                "objective_id": objectives[row.objective.casefold()],
                "measure_id": measures.get(row.measure.casefold()),
                "raised_by_id": people.get(row.raised_by.casefold()),
                "raised_to_id": people.get(row.raised_to.casefold()),
                "raised_at": row.raised_at or clock.now(),
            }
            for name in ("objective", "measure", "raised_by", "raised_to"):
                del values[name]
            key = values["objective_id"], row.text, values["raised_at"]
            wanted.append((known.get(key), values))
        return upsert(Blocker, wanted).outcome
