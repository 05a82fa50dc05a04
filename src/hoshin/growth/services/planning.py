"""A plan to grow: where somebody wants to go, and the steps; and what goals need of people."""

from datetime import date
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Denied, Invalid, Problem
from hoshin.base.wordings import Said
from hoshin.growth.models import (
    HIGHEST_LEVEL,
    MOST_COST,
    Competency,
    DevelopmentAction,
    DevelopmentPlan,
    GoalSkill,
    JobRole,
)
from hoshin.growth.notices import MENTOR
from hoshin.growth.policies import goals_whose_skills_are_written_by, require_may_write_growth_of
from hoshin.growth.services.standing import SkillSaid, assess_skills
from hoshin.growth.validity import all_tidied, level_problems, text_problems, tidied
from hoshin.notices.services import tell
from hoshin.org.models import Person
from hoshin.strategy.models import Objective


def set_aim(
    actor: Actor, *, person: Person, wanted_role: JobRole | None, aim: str = "", version: int | None = None
) -> DevelopmentPlan:
    """Say where a person wants to go. Conflict: somebody changed it meanwhile."""
    require_may_write_growth_of(actor, person)
    values: dict[str, Any] = {"wanted_role": wanted_role, "aim": tidied(aim)}
    if problems := text_problems({"aim": values["aim"]}):
        raise Invalid(problems)
    with act(actor, "set_development_aim"):
        return change_row(_plan_of(person), version=version, **values)[0]


def add_development_action(actor: Actor, *, person: Person, text: str, due_on: date, **said: Any) -> DevelopmentAction:
    """Add a step to a person's plan; `said`: competency, objective, levels, mentor, cost. A mentor is told."""
    require_may_write_growth_of(actor, person)
    values = _checked({"text": text, "due_on": due_on, **said}, person)
    with act(actor, "add_development_action"):
        row = add_row(DevelopmentAction(plan=_plan_of(person), **values))
        _tell_mentor(actor, row, None)
        return row


def change_development_action(
    actor: Actor, *, action: DevelopmentAction, version: int | None = None, **said: Any
) -> DevelopmentAction:
    """Change a step. Conflict: somebody changed it meanwhile."""
    person = action.plan.person
    require_may_write_growth_of(actor, person)
    values, before = _checked(said, person), action.mentor_id
    with act(actor, "change_development_action"):
        row = change_row(action, version=version, **values)[0]
        _tell_mentor(actor, row, before)
        return row


def finish_development_action(
    actor: Actor,
    *,
    action: DevelopmentAction,
    outcome: str = "",
    done_on: date | None = None,
    level: int | None = None,
) -> DevelopmentAction:
    """Say that a step is done, and what came of it; `level`: where its person stands now in its competency, 0 to 5, kept as
    `assess_skills` does, with what came of it as the reason.

    Invalid: the day is yet to come, or a level of no competency.
    """
    require_may_write_growth_of(actor, action.plan.person)
    outcome, day = tidied(outcome), done_on or clock.today()
    problems = text_problems({"outcome": outcome}) + level_problems("level", level, 0, HIGHEST_LEVEL)
    if level is not None and action.competency is None:
        remedy = "Leave it out, or say first which competency the step is for."
        problems.append(Problem("This step is for no competency.", field="level", remedy=remedy))
    if day > clock.today():
        problems.append(Problem("This day is yet to come.", field="done_on", remedy="Write when it was done."))
    if problems:
        raise Invalid(problems)
    with act(actor, "finish_development_action"):
        row = change_row(action, version=None, outcome=outcome, done_on=day)[0]
        if level is not None and action.competency is not None:
            assess_skills(actor, person=action.plan.person, said=[SkillSaid(action.competency, level, outcome)])
        return row


def remove_development_action(actor: Actor, *, action: DevelopmentAction) -> None:
    """Take a step out of a plan."""
    require_may_write_growth_of(actor, action.plan.person)
    with act(actor, "remove_development_action"):
        remove_row(action, version=None, in_use="")


def set_goal_skill(
    actor: Actor, *, objective: Objective, competency: Competency, level: int | None
) -> GoalSkill | None:
    """Say that an objective needs somebody with a competency at a level; None: that it does no more."""
    if not goals_whose_skills_are_written_by(actor).filter(pk=objective.pk).exists():
        raise Denied(Said("What a goal needs is said by its owner, managers above, heads of its unit and the office."))
    if problems := level_problems("level", level, 1, HIGHEST_LEVEL):
        raise Invalid(problems)
    with act(actor, "set_goal_skill", name=competency.name):
        held = GoalSkill.objects.filter(objective=objective, competency=competency).first()
        if level is None:
            if held is not None:
                remove_row(held, version=None, in_use="")
            return None
        if held is None:
            return add_row(GoalSkill(objective=objective, competency=competency, level=level))
        return change_row(held, version=None, level=level)[0]


def _plan_of(person: Person) -> DevelopmentPlan:
    held = DevelopmentPlan.objects.filter(person=person).first()
    return held or add_row(DevelopmentPlan(person=person))


def _tell_mentor(actor: Actor, row: DevelopmentAction, before: int | None) -> None:
    if row.mentor is not None and row.mentor_id != before:
        tell(actor, MENTOR, users=[row.mentor.user_id], about=row.pk, facts={"number": row.pk})


def _checked(said: dict[str, Any], person: Person) -> dict[str, Any]:
    values = all_tidied(said)
    problems = text_problems({name: values[name] for name in ("text",) if name in values}, ("text",))
    problems += level_problems("to_level", values.get("to_level"), 1, HIGHEST_LEVEL)
    cost = values.get("cost")
    if cost is not None and not 0 <= cost <= MOST_COST:
        problems.append(
            Problem("This is no cost.", field="cost", value=str(cost), remedy="Write an amount of 0 or more.")
        )
    if values.get("mentor") == person and values.get("mentor") is not None:
        remedy = "Choose somebody else, or leave it out."
        problems.append(Problem("Nobody is their own mentor.", field="mentor", remedy=remedy))
    if problems:
        raise Invalid(problems)
    return values
