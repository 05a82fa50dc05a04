"""The catalogue: what people may learn from, and whom it is mandatory for."""

from collections.abc import Mapping
from typing import Any

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid, Problem
from hoshin.base.graphs import first_cycle, in_words
from hoshin.base.wordings import Said
from hoshin.growth.models import HIGHEST_LEVEL, Competency, LearningItem, LearningSkill
from hoshin.growth.policies import GrowthRight
from hoshin.growth.validity import all_tidied, level_problems, text_problems
from hoshin.measures.models import Measure
from hoshin.strategy.services.objectives import checked_code


def add_learning_item(
    actor: Actor, *, code: str, levels: Mapping[Competency, int] | None = None, **said: Any
) -> LearningItem:
    """Add an entry to the catalogue, with the level of each competency to which it helps."""
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    values = _checked(said)
    with act(actor, "add_learning_item", name=values["name"]):
        row = add_row(LearningItem(code=checked_code(code), **values))
        _set_skills(row, levels or {})
        return row


def change_learning_item(
    actor: Actor,
    *,
    item: LearningItem,
    version: int | None = None,
    levels: Mapping[Competency, int] | None = None,
    **said: Any,
) -> LearningItem:
    """Change an entry. Conflict: see `change_row`. Invalid: it would be learnt before itself, round a circle."""
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    values = _checked(said)
    with act(actor, "change_learning_item", name=item.name):
        row = change_row(item, version=version, **values)[0]
        if levels is not None:
            _set_skills(row, levels)
        require_no_circle(actor)
        return row


def remove_learning_item(actor: Actor, *, item: LearningItem, version: int | None = None) -> None:
    """Take an entry out that nobody asked for or learnt."""
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    with act(actor, "remove_learning_item", name=item.name):
        remove_row(
            item, version=version, in_use="People asked for it, learnt it, or another needs it: offer it no more."
        )


def require_no_circle(actor: Actor) -> None:
    """Invalid with the codes where entries wait for each other round a circle."""
    rows = LearningItem.objects.filter(requires__isnull=False).values_list("code", "requires__code")
    if cycle := first_cycle({code: [before] for code, before in rows}):
        raise Invalid(
            Said("Nothing can be learnt before itself: %(circle)s.", circle=in_words(cycle, "needs")),
            field="requires",
            value=cycle[0],
            remedy="Take out one of these.",
        )


def _checked(said: Mapping[str, Any]) -> dict[str, Any]:
    values = all_tidied(said)
    if "code" in values:
        values["code"] = checked_code(values["code"])
    problems = text_problems(values, ("name",))
    if values.get("mandatory_in") is not None and not values.get("is_mandatory", True):
        remedy = "Make it mandatory, or leave the unit out."
        problems.append(Problem("It is mandatory nowhere.", field="mandatory_in", remedy=remedy))
    problems += _measure_problems(values.get("measure"))
    if problems:
        raise Invalid(problems)
    return values


def _measure_problems(measure: Measure | None) -> list[Problem]:
    """What is counted is a percentage that nothing else computes."""
    if measure is None or (not measure.formula and measure.unit_of_measure.strip() == "%"):
        return []
    said = Said("%(code)s cannot hold who has learnt it.", code=measure.code)
    remedy = "Choose a measure in %, without a formula."
    return [Problem(said, field="measure", value=measure.code, remedy=remedy)]


def _set_skills(item: LearningItem, levels: Mapping[Competency, int]) -> None:
    if problems := [one for level in levels.values() for one in level_problems("level", level, 1, HIGHEST_LEVEL)]:
        raise Invalid(problems)
    held = {row.competency_id: row for row in LearningSkill.objects.filter(item=item)}
    wanted = {competency.pk: level for competency, level in levels.items()}
    for pk, row in held.items():
        if pk not in wanted:
            row.delete()
    for pk, level in wanted.items():
        if pk in held:
            change_row(held[pk], version=None, to_level=level)
        else:
            add_row(LearningSkill(item=item, competency_id=pk, to_level=level))
