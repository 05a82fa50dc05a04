"""Assumptions as somebody says them by codes, found among what they may see."""

from collections.abc import Iterable

from hoshin.accounts.access import Actor
from hoshin.base.errors import Invalid
from hoshin.initiatives.selectors import initiative_by_code
from hoshin.measures.selectors import measure_by_code
from hoshin.org.selectors import unit_by_code
from hoshin.scenarios.rows import Assumption, AssumptionRow, ChangeKind
from hoshin.scenarios.validity import row_problems, together_problems
from hoshin.strategy.selectors import objective_by_code, perspective_by_code


def assumption_of(actor: Actor, row: AssumptionRow) -> Assumption:
    """The assumption that is said so. NotFound names what there is not; Invalid what does not fit."""
    if problems := row_problems(row):
        raise Invalid(problems)
    return Assumption(
        ChangeKind(row.kind),
        row.number,
        measure=measure_by_code(actor, row.measure) if row.measure else None,
        unit=unit_by_code(actor, row.unit) if row.unit else None,
        objective=objective_by_code(actor, row.objective) if row.objective else None,
        perspective=perspective_by_code(actor, row.perspective) if row.perspective else None,
        parent=objective_by_code(actor, row.within) if row.within else None,
        initiative=initiative_by_code(actor, row.initiative) if row.initiative else None,
        column=row.column,
    )


def assumptions_of(actor: Actor, rows: Iterable[AssumptionRow]) -> list[Assumption]:
    """Several at once. Invalid where two are about the same, or where they are too many."""
    found = [assumption_of(actor, row) for row in rows]
    if problems := together_problems(found):
        raise Invalid(problems)
    return found
