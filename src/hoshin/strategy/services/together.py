"""Changing many measures and objectives at once: all or nothing, as one change of the trail."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Conflict, Invalid, NotFound, Problem
from hoshin.measures.models import Measure
from hoshin.measures.services import change_measure
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.services.contributions import set_weights
from hoshin.strategy.services.objectives import change_objective


@dataclass(frozen=True, slots=True)
class TableEdit:
    """What changes of one measure or objective as its reader saw it: columns, and what it weighs where it serves.

    `weight` belongs to `contribution`; without one, an objective's weight is a column of its own.
    """

    thing: Measure | Objective
    version: int
    values: dict[str, Any] = field(default_factory=dict)
    contribution: Contribution | None = None
    contribution_version: int | None = None
    weight: float | None = None


def edit_together(actor: Actor, edits: Sequence[TableEdit]) -> int:
    """Change all of them; says how many there are.

    Conflict names the rows that somebody else changed, Invalid all that is wrong with each row; then nothing is changed.
    """
    require(actor, Right.EDIT_PLAN)
    problems: list[Problem] = []
    overtaken: list[int] = []
    with act(actor, "edit_together", count=len(edits)):
        for number, edit in enumerate(edits, 1):
            try:
                # A row that fails takes back its own part, so that the rest can be looked at as well.
                with transaction.atomic():
                    _change(actor, edit)
            except (Conflict, NotFound):
                overtaken.append(number)
            except Invalid as error:
                problems += [replace(problem, row=number) for problem in error.problems]
        if overtaken:
            raise Conflict("Somebody else changed some of these. Nothing was saved.", rows=overtaken)
        if problems:
            raise Invalid(problems)
    return len(edits)


def _change(actor: Actor, edit: TableEdit) -> None:
    if edit.values and isinstance(edit.thing, Measure):
        change_measure(actor, measure=edit.thing, version=edit.version, **edit.values)
    elif edit.values and isinstance(edit.thing, Objective):
        change_objective(actor, objective=edit.thing, version=edit.version, **edit.values)
    if edit.contribution is not None and edit.weight is not None:
        served = edit.contribution
        versions = {} if edit.contribution_version is None else {served.pk: edit.contribution_version}
        set_weights(actor, parent=served.parent, weights={served.pk: edit.weight}, versions=versions)
