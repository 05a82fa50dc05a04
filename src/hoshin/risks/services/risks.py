"""Entering a risk, changing it, closing it when it can come no more, and taking it out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.codes import free_code
from hoshin.base.errors import Invalid
from hoshin.initiatives.models import Initiative
from hoshin.risks.models import Risk, RiskMitigation, RiskObjective
from hoshin.risks.policies import mitigations_visible_to, require_may_enter, require_may_write, stakes_visible_to
from hoshin.risks.services.restating import restate
from hoshin.risks.validity import risk_problems, tidied
from hoshin.strategy.models import Objective
from hoshin.strategy.services.objectives import checked_code


def add_risk(
    actor: Actor,
    *,
    code: str,
    name: str,
    objectives: Sequence[Objective],
    initiatives: Sequence[Initiative] = (),
    **said: Any,
) -> Risk:
    """Enter a risk or an opportunity with the objectives at stake. `said`: its other fields by name.

    Invalid names all that does not fit: no objective, a text that is too long.
    """
    require_may_enter(actor, said.get("owner"), said.get("unit"))
    values = _tidied(said) | {"name": tidied(name)}
    if problems := risk_problems(values | {"objectives": objectives}):
        raise Invalid(problems)
    with act(actor, "add_risk", name=values["name"]):
        row = add_row(Risk(code=checked_code(code), **values))
        for objective in dict.fromkeys(objectives):
            add_row(RiskObjective(risk=row, objective=objective))
        for initiative in dict.fromkeys(initiatives):
            add_row(RiskMitigation(risk=row, initiative=initiative))
        return _restated(actor, row)


def change_risk(
    actor: Actor,
    *,
    risk: Risk,
    version: int | None = None,
    objectives: Sequence[Objective] | None = None,
    initiatives: Sequence[Initiative] | None = None,
    **said: Any,
) -> Risk:
    """Change fields, what is at stake and what is being done (None: as it is). What the actor does not see of it stays.

    Conflict: somebody changed it meanwhile. Invalid: nothing is at stake any more.
    """
    require_may_write(actor, risk)
    values = _tidied(said)
    if "code" in values:
        values["code"] = checked_code(values["code"])
    left = {} if objectives is None else {"objectives": [*objectives, *_hidden_stakes(actor, risk)]}
    if problems := risk_problems(values | left):
        raise Invalid(problems)
    with act(actor, "change_risk", name=risk.name):
        changed, _ = change_row(risk, version=version, **values)
        if objectives is not None:
            _set_stakes(actor, changed, objectives)
        if initiatives is not None:
            _set_mitigations(actor, changed, initiatives)
        return _restated(actor, changed)


def close_risk(
    actor: Actor, *, risk: Risk, because: str, closed_on: date | None = None, version: int | None = None
) -> Risk:
    """Say that it came, passed or is borne no more, and why. It stays to be read, and is above no appetite."""
    require_may_write(actor, risk)
    because = tidied(because)
    if not because:
        remedy = "What became of it: it came, it can come no more, or somebody else bears it."
        raise Invalid("Say why it is closed.", field="closed_because", remedy=remedy)
    if problems := risk_problems({"closed_because": because}):
        raise Invalid(problems)
    with act(actor, "close_risk", name=risk.name, reason=because):
        row = change_row(risk, version=version, closed_on=closed_on or clock.today(), closed_because=because)[0]
        return _restated(actor, row)


def reopen_risk(actor: Actor, *, risk: Risk, version: int | None = None) -> Risk:
    """Say that it may come after all."""
    require_may_write(actor, risk)
    with act(actor, "reopen_risk", name=risk.name):
        return _restated(actor, change_row(risk, version=version, closed_on=None, closed_because="")[0])


def remove_risk(actor: Actor, *, risk: Risk, version: int | None = None) -> None:
    """Take it out with all that hangs on it. One that came or passed is better closed, so that it stays to be read."""
    require_may_write(actor, risk)
    with act(actor, "remove_risk", name=risk.name):
        remove_row(risk, version=version, in_use="Something rests on this risk.")


def free_risk_code() -> str:
    """A code that no risk has, for the form of a new one."""
    return free_code(Risk.objects.all(), "R1")


def _tidied(said: dict[str, Any]) -> dict[str, Any]:
    return {name: tidied(value) if isinstance(value, str) else value for name, value in said.items()}


def _restated(actor: Actor, row: Risk) -> Risk:
    restate(actor, [row.pk])
    row.refresh_from_db()
    return row


def _hidden_stakes(actor: Actor, risk: Risk) -> list[RiskObjective]:
    seen = stakes_visible_to(actor).filter(risk=risk)
    return list(RiskObjective.objects.filter(risk=risk).exclude(pk__in=seen.values("pk")))


def _set_stakes(actor: Actor, row: Risk, objectives: Sequence[Objective]) -> None:
    wanted = {objective.pk: objective for objective in objectives}
    for held in stakes_visible_to(actor).filter(risk=row):
        if wanted.pop(held.objective_id, None) is None:
            held.delete()
    for objective in wanted.values():
        add_row(RiskObjective(risk=row, objective=objective))


def _set_mitigations(actor: Actor, row: Risk, initiatives: Sequence[Initiative]) -> None:
    wanted = {initiative.pk: initiative for initiative in initiatives}
    for held in mitigations_visible_to(actor).filter(risk=row):
        if wanted.pop(held.initiative_id, None) is None:
            held.delete()
    for initiative in wanted.values():
        add_row(RiskMitigation(risk=row, initiative=initiative))
