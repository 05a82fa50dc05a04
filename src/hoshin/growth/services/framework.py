"""Writing the framework: competencies, roles with what they expect, and moves between roles."""

from collections.abc import Mapping
from typing import Any

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, locked_row, remove_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.growth.models import HIGHEST_LEVEL, CareerMove, Competency, JobRole, RoleExpectation
from hoshin.growth.policies import GrowthRight
from hoshin.growth.validity import all_tidied, level_problems, text_problems
from hoshin.strategy.services.objectives import checked_code


def add_competency(actor: Actor, *, code: str, **said: Any) -> Competency:
    """Add a competency; `said`: its other fields by name. Invalid: its name or code is taken, or says nothing."""
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    values = _checked(said)
    with act(actor, "add_competency", name=values["name"]):
        return add_row(Competency(code=checked_code(code), **values))


def change_competency(actor: Actor, *, competency: Competency, version: int | None = None, **said: Any) -> Competency:
    """Change a competency. Conflict: see `change_row`."""
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    values = _checked(said)
    with act(actor, "change_competency", name=competency.name):
        return change_row(competency, version=version, **values)[0]


def remove_competency(actor: Actor, *, competency: Competency, version: int | None = None) -> None:
    """Take a competency out, and out of what roles expect. Invalid where somebody was assessed in it."""
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    with act(actor, "remove_competency", name=competency.name):
        remove_row(competency, version=version, in_use="People were assessed in it: rename it instead.")


def add_job_role(actor: Actor, *, code: str, levels: Mapping[Competency, int] | None = None, **said: Any) -> JobRole:
    """Add a role with the level that it expects of each competency."""
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    values = _checked(said)
    with act(actor, "add_job_role", name=values["name"]):
        row = add_row(JobRole(code=checked_code(code), **values))
        _set_levels(row, levels or {})
        return row


def change_job_role(
    actor: Actor,
    *,
    role: JobRole,
    version: int | None = None,
    levels: Mapping[Competency, int] | None = None,
    **said: Any,
) -> JobRole:
    """Change a role and the levels that it expects (None: as they are). Conflict: see `change_row`."""
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    values = _checked(said)
    with act(actor, "change_job_role", name=role.name):
        row, is_changed = change_row(role, version=version, **values)
        if levels is not None and _set_levels(row, levels) and not is_changed:
            row.version += 1
            row.save(update_fields=["version"])
        return row


def remove_job_role(actor: Actor, *, role: JobRole, version: int | None = None) -> None:
    """Take a role out with what it expects and the moves from and to it; people keep their family and level."""
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    with act(actor, "remove_job_role", name=role.name):
        remove_row(role, version=version, in_use="Promotions, plans or openings name it: change those first.")


def set_career_move(actor: Actor, *, from_role: JobRole, to_role: JobRole, kind: str, note: str = "") -> CareerMove:
    """Say that people may move from one role to another; what was said of it before is overwritten.

    Invalid: a role leads to itself.
    """
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    if from_role == to_role:
        raise Invalid("A move leads to another role.", field="to_role", remedy="Choose where people go from here.")
    values = _checked({"kind": kind, "note": note})
    with act(actor, "set_career_move", name=from_role.name, to=to_role.name):
        locked_row(from_role, version=None)
        held = CareerMove.objects.filter(from_role=from_role, to_role=to_role).first()
        if held is None:
            return add_row(CareerMove(from_role=from_role, to_role=to_role, **values))
        return change_row(held, version=None, **values)[0]


def remove_career_move(actor: Actor, *, move: CareerMove) -> None:
    """Take a move out of the paths."""
    require(actor, GrowthRight.WRITE_FRAMEWORK)
    with act(actor, "remove_career_move", name=move.from_role.name, to=move.to_role.name):
        remove_row(move, version=None, in_use="")


def _checked(said: Mapping[str, Any]) -> dict[str, Any]:
    values = all_tidied(said)
    if "code" in values:
        values["code"] = checked_code(values["code"])
    if problems := text_problems(values, ("name", "job_family", "level")):
        raise Invalid(problems)
    return values


def _set_levels(role: JobRole, levels: Mapping[Competency, int]) -> bool:
    """Let a role expect these levels and no others; whether that changed anything."""
    if problems := [one for level in levels.values() for one in level_problems("level", level, 1, HIGHEST_LEVEL)]:
        raise Invalid(problems)
    held = {row.competency_id: row for row in RoleExpectation.objects.filter(role=role)}
    wanted = {competency.pk: level for competency, level in levels.items()}
    gone = [row for pk, row in held.items() if pk not in wanted]
    for row in gone:
        row.delete()
    changed = bool(gone)
    for pk, level in wanted.items():
        if pk in held:
            changed |= change_row(held[pk], version=None, level=level)[1]
        else:
            add_row(RoleExpectation(role=role, competency_id=pk, level=level))
            changed = True
    return changed
