"""Many actions and accepted deviations at once, by codes: what an import calls. Nobody is told."""

from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.actions.models import AcceptedDeviation, CorrectiveAction
from hoshin.actions.rows import ActionRow, DeviationRow
from hoshin.audit.services import act
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.measures.models import Measure
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective


def upsert_actions(actor: Actor, rows: Sequence[ActionRow]) -> Outcome:
    """Keep corrective actions by their codes; what they are about must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_actions", count=len(rows)):
        measures = ids_by_code(Measure, {code for row in rows for code in (row.measure, row.effect_on)})
        objectives = ids_by_code(Objective, {row.objective for row in rows})
        units = ids_by_code(Unit, {row.unit for row in rows})
        people = ids_by_code(Person, {row.owner for row in rows}, column="employee_id")
        known = by_code(CorrectiveAction, {row.code for row in rows})
        wanted: list[tuple[CorrectiveAction | None, dict[str, Any]]] = []
        for row in rows:
            values = row._asdict()
            for name in ("measure", "objective", "unit", "owner", "effect_on", "period"):
                del values[name]
            values |= {
                "measure_id": measures.get(row.measure.casefold()),
                "objective_id": objectives.get(row.objective.casefold()),
                "unit_id": units.get(row.unit.casefold()),
                "owner_id": people.get(row.owner.casefold()),
                "effect_on_id": measures.get(row.effect_on.casefold()),
                "period_start": row.period.start,
                "frequency": row.period.frequency.value,
            }
            wanted.append((known.get(row.code.casefold()), values))
        return upsert(CorrectiveAction, wanted).outcome


def upsert_deviations(actor: Actor, rows: Sequence[DeviationRow]) -> Outcome:
    """Keep accepted deviations; one of the same thing that begins on the same day is that one."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_deviations", count=len(rows)):
        measures = ids_by_code(Measure, {row.measure for row in rows})
        objectives = ids_by_code(Objective, {row.objective for row in rows})
        units = ids_by_code(Unit, {row.unit for row in rows})
        stored = AcceptedDeviation.objects.filter(starts_on__in={row.starts_on for row in rows})
        known = {_key(row): row for row in stored}
        wanted: list[tuple[AcceptedDeviation | None, dict[str, Any]]] = []
        for row in rows:
            values = {
                "measure_id": measures.get(row.measure.casefold()),
                "objective_id": objectives.get(row.objective.casefold()),
                "unit_id": units.get(row.unit.casefold()),
                "starts_on": row.starts_on,
                "ends_on": row.ends_on,
                "reason": row.reason,
                "accepted_by": row.accepted_by or actor.name,
                "is_withdrawn": row.withdrawn,
            }
            wanted.append((known.get(_key(AcceptedDeviation(**values))), values))
        return upsert(AcceptedDeviation, wanted).outcome


def _key(row: AcceptedDeviation) -> tuple[Any, ...]:
    return row.measure_id, row.objective_id, row.unit_id, row.starts_on
