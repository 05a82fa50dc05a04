"""What must be true of an assumption, as problems with a way out."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from hoshin.base.errors import Problem
from hoshin.measures.models import Target
from hoshin.scenarios.rows import Assumption, AssumptionRow, ChangeKind

MOST_ASSUMED = 40
_NAMED = {
    ChangeKind.VALUE: ("measure", "unit"),
    ChangeKind.TARGET: ("measure", "unit"),
    ChangeKind.WEIGHT: ("measure", "objective", "perspective", "within"),
    ChangeKind.EFFECT: ("initiative", "objective"),
}


def row_problems(row: AssumptionRow) -> list[Problem]:
    """What is wrong with an assumption as it is said, before anything is looked up."""
    if row.kind not in ChangeKind.values:
        remedy = "Write value, target, weight or effect."
        return [Problem("There is no such assumption.", field="kind", value=row.kind, remedy=remedy)]
    kind, found = ChangeKind(row.kind), number_problems(row)
    for name in ("measure", "unit", "objective", "perspective", "within", "initiative"):
        if getattr(row, name) and name not in _NAMED[kind]:
            message = "This has no place in such an assumption."
            found.append(Problem(message, field=name, value=getattr(row, name), remedy="Leave it out."))
    things = [name for name in ("measure", "objective", "perspective") if getattr(row, name)]
    if len(things) != 1:
        remedy = "Name one measure, objective or perspective."
        found.append(Problem("An assumption is about one thing.", field="measure", remedy=remedy))
    elif kind in (ChangeKind.VALUE, ChangeKind.TARGET) and things != ["measure"]:
        found.append(Problem("Values and targets are those of a measure.", field="measure", remedy="Name it."))
    if kind == ChangeKind.EFFECT and not (row.initiative and row.objective):
        remedy = "Name the initiative and the objective."
        found.append(Problem("An effect is one of an initiative on an objective.", field="initiative", remedy=remedy))
    if kind == ChangeKind.WEIGHT and row.measure and not row.within:
        remedy = "Name the objective that it serves."
        found.append(Problem("A measure weighs something within an objective.", field="within", remedy=remedy))
    if kind == ChangeKind.TARGET and row.column not in Target.VALUES:
        remedy = "Write one of its numbers: baseline, target, low, high, red, green, worst, best or tolerance."
        found.append(Problem("A target has no such number.", field="column", value=row.column, remedy=remedy))
    return found


def number_problems(row: AssumptionRow) -> list[Problem]:
    """What is wrong with the number that is assumed."""
    if not math.isfinite(row.number):
        return [Problem("This is no number.", field="number", value=str(row.number), remedy="Write a number.")]
    if row.kind == ChangeKind.WEIGHT and row.number < 0:
        return [Problem("A weight is not negative.", field="number", value=f"{row.number:g}", remedy="0 or more.")]
    if row.kind == ChangeKind.EFFECT and not 0 <= row.number <= 1:
        remedy = "From 0 to 1, the whole gap."
        return [Problem("A share of a gap.", field="number", value=f"{row.number:g}", remedy=remedy)]
    return []


def together_problems(assumptions: Sequence[Assumption]) -> list[Problem]:
    """What is wrong with several at once: too many, or two about the same."""
    found = []
    if len(assumptions) > MOST_ASSUMED:
        message = "These are too many assumptions at once."
        found.append(Problem(message, field="assumptions", value=str(len(assumptions)), remedy="Take 40 at most."))
    seen = set()
    for one in assumptions:
        key = AssumptionRow.of(one)._replace(number=0.0)
        if key in seen:
            message, remedy = "Two assumptions are about the same.", "Keep one of them."
            found.append(Problem(message, field="assumptions", value=one.thing.code, remedy=remedy))
        seen.add(key)
    return found


def scenario_problems(said: Mapping[str, Any], *, is_named: bool) -> list[Problem]:
    """What is wrong with how a scenario is called and shared."""
    found = []
    if not said["name"].strip():
        remedy = "So that you find it again."
        found.append(Problem("Give it a name.", field="name", remedy=remedy))
    if said["visibility"] == "unit" and said["unit"] is None:
        remedy = "Choose it, or share it with others."
        found.append(Problem("Say with which unit it is shared.", field="unit", remedy=remedy))
    if said["visibility"] == "named" and not is_named:
        remedy = "Choose them, or keep it to yourself."
        found.append(Problem("Say with whom it is shared.", field="readers", remedy=remedy))
    return found
