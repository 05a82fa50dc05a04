"""Where series stand in the plan: goals as objectives, grouped into perspectives."""

from collections.abc import Sequence
from typing import Any

from hoshin.base.upserts import by_code
from hoshin.base.wordings import Said
from hoshin.exchange.series.catalogue import Definition
from hoshin.exchange.series.mapping import SeriesMap
from hoshin.strategy.models import Objective, Perspective
from hoshin.strategy.rows import ObjectiveRow, PerspectiveRow


def objective_rows(
    mapping: SeriesMap, definitions: Sequence[Definition], warnings: list[str]
) -> tuple[list[ObjectiveRow], dict[str, str]]:
    """An objective for each goal, and by code of a measure the code of its objective.

    A new plan gets all goals that the mapping names, also those without measures; what people removed later stays away.
    """
    is_new = not Objective.objects.filter(plan__code__iexact=mapping.plan.code).exists()
    goals: dict[str, str] = dict(mapping.goal_names) if is_new else {}
    for definition in definitions:
        name = goals.setdefault(definition.goal_code, definition.goal_name)
        goals[definition.goal_code] = name or definition.goal_name
    codes = {goal: _objective_code(mapping, goal) for goal in goals}
    existing = by_code(Objective, codes.values())
    perspective_of = {goal: one.code for one in mapping.perspectives for goal in one.goals}
    rows = []
    for number, (goal, name) in enumerate(sorted(goals.items(), key=_goal_order)):
        perspective = perspective_of.get(goal, _other(mapping))
        if goal not in perspective_of and mapping.perspectives:
            warnings.append(
                Said(
                    "Goal %(goal)s is in no perspective of the mapping; it stands under “Other”.", goal=goal or "(none)"
                )
            )
        position = int(goal) if goal.isdecimal() and len(goal) < 6 else 1000 + number
        rows.append(_objective(mapping, codes[goal], name, perspective, position, existing))
    return rows, {definition.code: codes[definition.goal_code] for definition in definitions}


def perspective_rows(mapping: SeriesMap, objectives: Sequence[ObjectiveRow]) -> list[PerspectiveRow]:
    """The perspectives that the objectives stand in."""
    used = {row.perspective.casefold() for row in objectives}
    known = by_code(Perspective, used)
    rows = [
        PerspectiveRow(mapping.plan.code, one.code, one.name, one.description, position, one.weight)
        for position, one in enumerate(mapping.perspectives)
        if one.code.casefold() in used
    ]
    other = _other(mapping)
    if other.casefold() in used and other.casefold() not in {row.code.casefold() for row in rows}:
        name = "Other" if mapping.perspectives else mapping.plan.name
        rows.append(PerspectiveRow(mapping.plan.code, other, name, position=len(mapping.perspectives)))
    # People may have weighed or moved what was imported before: that is theirs.
    return [_as_people_left_it(row, known.get(row.code.casefold())) for row in rows]


def _as_people_left_it(row: PerspectiveRow, existing: Perspective | None) -> PerspectiveRow:
    if existing is None:
        return row
    return PerspectiveRow(row.plan, row.code, row.name, row.description, existing.position, existing.weight)


def _objective(
    mapping: SeriesMap, code: str, name: str, perspective: str, position: int, known: dict[str, Objective]
) -> ObjectiveRow:
    stated: dict[str, Any] = {"plan": mapping.plan.code, "code": code, "name": name or code, "perspective": perspective}
    held = known.get(code.casefold())
    if held is None:
        return ObjectiveRow(**stated, position=position)
    return ObjectiveRow(
        **stated,
        description=held.description,
        theme=held.theme.code if held.theme else "",
        unit=held.unit.code if held.unit else "",
        owner=held.owner.employee_id if held.owner else "",
        weight=held.weight,
        start_date=held.start_date,
        due_date=held.due_date,
        visibility=held.visibility,
        position=held.position,
    )


def _objective_code(mapping: SeriesMap, goal: str) -> str:
    return mapping.objective_code.replace("{goal}", goal) if goal else f"{mapping.plan.code}-OTHER-GOALS"


def _other(mapping: SeriesMap) -> str:
    return f"{mapping.plan.code}-OTHER"


def _goal_order(goal: tuple[str, str]) -> tuple[bool, int, str]:
    code = goal[0]
    is_number = code.isdecimal() and len(code) < 6
    return (not is_number, int(code) if is_number else 0, code)
