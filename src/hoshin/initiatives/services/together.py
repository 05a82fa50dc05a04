"""Changing many milestones, or costs of many periods, of an initiative at once: all or nothing, as one change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.db import transaction

from hoshin.accounts.access import Actor
from hoshin.audit.services import act
from hoshin.base.errors import Conflict, Invalid, NotFound, Problem
from hoshin.base.periods import Period
from hoshin.initiatives.models import Initiative, Milestone
from hoshin.initiatives.services.costs import set_cost
from hoshin.initiatives.services.milestones import add_milestone, change_milestone

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class MilestoneEdit:
    """What changes of a milestone as its reader saw it, or what a new one says (no milestone)."""

    milestone: Milestone | None
    version: int | None = None
    needs: Sequence[Milestone] | None = None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CostEdit:
    """What an initiative costs in a period; neither amount takes the period out."""

    period: Period | str
    values: dict[str, Any]


def edit_milestones(actor: Actor, *, initiative: Initiative, edits: Sequence[MilestoneEdit]) -> None:
    """Change and add milestones. Conflict names the rows that somebody else changed, Invalid all that is wrong with each."""

    def change(edit: MilestoneEdit) -> None:
        if edit.milestone is None:
            add_milestone(actor, initiative=initiative, needs=edit.needs or (), **edit.values)
        else:
            change_milestone(actor, milestone=edit.milestone, version=edit.version, needs=edit.needs, **edit.values)

    with act(actor, "edit_milestones", initiative=initiative.name, count=len(edits)):
        _each(edits, change)


def edit_costs(actor: Actor, *, initiative: Initiative, edits: Sequence[CostEdit]) -> None:
    """Change costs of periods. Conflict and Invalid: as with milestones."""
    with act(actor, "edit_initiative_costs", name=initiative.name, count=len(edits)):
        _each(edits, lambda edit: set_cost(actor, initiative=initiative, period=edit.period, **edit.values))


def _each(edits: Sequence[E], change: Callable[[E], object]) -> None:
    problems: list[Problem] = []
    overtaken: list[int] = []
    for number, edit in enumerate(edits, 1):
        try:
            # A row that fails takes back its own part, so that the rest can be looked at as well.
            with transaction.atomic():
                change(edit)
        except (Conflict, NotFound):
            overtaken.append(number)
        except Invalid as error:
            problems += [replace(problem, row=number) for problem in error.problems]
    if overtaken:
        raise Conflict("Somebody else changed some of these. Nothing was saved.", rows=overtaken)
    if problems:
        raise Invalid(problems)
