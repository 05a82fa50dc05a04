"""Many scenarios at once, by codes: what an import calls."""

from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.initiatives.models import Initiative
from hoshin.measures.models import Measure
from hoshin.org.models import Person, Unit
from hoshin.scenarios.models import Scenario
from hoshin.scenarios.rows import Assumption, AssumptionRow, ChangeKind, ScenarioRow
from hoshin.scenarios.said import row_of
from hoshin.scenarios.services.keeping import set_assumptions, set_readers
from hoshin.strategy.models import Objective, Perspective, Plan

_MODELS = {
    "measure": Measure,
    "unit": Unit,
    "objective": Objective,
    "perspective": Perspective,
    "within": Objective,
    "initiative": Initiative,
}


def upsert_scenarios(actor: Actor, rows: Sequence[ScenarioRow]) -> Outcome:
    """Keep scenarios by their codes, with what they assume and whom they are shared with."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_scenarios", count=len(rows)):
        plans = ids_by_code(Plan, {row.plan for row in rows})
        units = ids_by_code(Unit, {row.unit for row in rows})
        people = ids_by_code(Person, {code for row in rows for code in (row.maker, *row.readers)}, column="employee_id")
        known = by_code(Scenario, {row.code for row in rows})
        wanted: list[tuple[Scenario | None, dict[str, Any]]] = []
        for row in rows:
            values = {name: getattr(row, name) for name in ("code", "name", "description", "visibility")} | {
                "plan_id": plans[row.plan.casefold()],
                "maker_id": people.get(row.maker.casefold()),
                "unit_id": units.get(row.unit.casefold()),
                "period_start": row.period.start,
                "period_frequency": row.period.frequency.value,
            }
            wanted.append((known.get(row.code.casefold()), values))
        outcome = upsert(Scenario, wanted).outcome
        stored = by_code(Scenario, {row.code for row in rows})
        said = {row.code: [row_of(text) for text in row.assumptions] for row in rows}
        found = _things([one for each in said.values() for one in each])
        persons = Person.objects.in_bulk(people.values())
        for row in rows:
            scenario = stored[row.code.casefold()]
            set_assumptions(scenario, [_assumption(one, found) for one in said[row.code]])
            set_readers(scenario, [persons[people[code.casefold()]] for code in row.readers])
        return outcome


def _things(rows: Sequence[AssumptionRow]) -> dict[str, dict[str, Any]]:
    """By field what the codes name."""
    return {name: by_code(model, {getattr(row, name) for row in rows} - {""}) for name, model in _MODELS.items()}


def _assumption(row: AssumptionRow, found: dict[str, dict[str, Any]]) -> Assumption:
    named = {name: found[name].get(getattr(row, name).casefold()) for name in _MODELS}
    return Assumption(ChangeKind(row.kind), row.number, parent=named.pop("within"), column=row.column, **named)
