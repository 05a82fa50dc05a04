"""Key results by code, as an import calls it: each is a measure that serves its objective."""

from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.base.upserts import by_code
from hoshin.measures.models import Direction, Measure
from hoshin.measures.services import change_measure, define_measure, record_actual
from hoshin.okrs.rows import KeyResultDraft, KeyResultRow, ResultKind
from hoshin.okrs.services.key_results import aim, definition_of
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.services import set_contribution
from hoshin.strategy.services.bulk import require_known

_KINDS = {Direction.BAND: ResultKind.BAND, Direction.MILESTONE: ResultKind.MILESTONE}


def upsert_key_results(actor: Actor, rows: Sequence[KeyResultRow]) -> None:
    """Let measures serve objectives as these rows say; what is not there is defined, with its target and its value today.

    Objectives must exist, and measures of which a row says no name.
    """
    require(actor, Right.IMPORT)
    with act(actor, "upsert_key_results", count=len(rows)):
        objectives = by_code(Objective, {row.objective for row in rows})
        require_known("objective", [row.objective for row in rows], objectives)
        for row in rows:
            measures = by_code(Measure, [row.code])
            if not row.name:
                require_known("measure", [row.code], measures)
            _write(actor, objectives[row.objective.casefold()], measures.get(row.code.casefold()), row)


def _write(actor: Actor, objective: Objective, measure: Measure | None, row: KeyResultRow) -> None:
    kind = _KINDS.get(Direction(row.direction), ResultKind.NUMBER)
    draft = KeyResultDraft(row.name, row.baseline, row.target, row.unit_of_measure, kind)
    said: dict[str, Any] = {"name": row.name, "due_on": row.due_date or objective.due_date}
    if measure is None:
        definition = definition_of(draft) | {"direction": row.direction} | said
        measure = define_measure(
            actor, code=row.code, owner=objective.owner, starts_on=objective.start_date, **definition
        )
        aim(actor, measure, draft)
    elif row.name:
        measure = change_measure(actor, measure=measure, direction=row.direction, **said)
        aim(actor, measure, draft)
    held = Contribution.objects.filter(parent=objective, measure=measure).first()
    kind_there = held.kind if held else Contribution.Kind.CONTRIBUTES
    set_contribution(actor, parent=objective, child=measure, weight=row.weight, kind=kind_there)
    if row.current is not None:
        today = Period.containing(clock.today(), measure.period_frequency)
        record_actual(actor, measure=measure, period=today, value=row.current)
