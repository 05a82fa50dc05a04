"""What is done about a risk already, and the measures that tell of it: set as a whole."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, locked_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid, Problem
from hoshin.measures.models import Measure
from hoshin.risks.models import ControlKind, ControlWorks, LimitSide, Risk, RiskControl, RiskIndicator
from hoshin.risks.policies import indicators_visible_to, require_may_write
from hoshin.risks.services.looking import look_at
from hoshin.risks.services.restating import restate
from hoshin.risks.validity import indicator_problems, text_problems, tidied


class ControlSaid(NamedTuple):
    """A control as somebody says it."""

    name: str
    kind: str = ControlKind.PREVENTS
    works: str = ControlWorks.UNTESTED


class IndicatorSaid(NamedTuple):
    """A measure with the limits within which it says nothing."""

    measure: Measure
    limit: float | None
    side: str = LimitSide.ABOVE
    warning: float | None = None


def set_controls(
    actor: Actor, *, risk: Risk, controls: Sequence[ControlSaid], version: int | None = None
) -> list[RiskControl]:
    """Let these controls stand and no others, told apart by their names. `version`: of the risk that the actor read.

    Conflict: somebody changed the risk meanwhile. Invalid names the row of each fault.
    """
    require_may_write(actor, risk)
    said = [one._replace(name=tidied(one.name)) for one in controls]
    problems = [
        *_each([[*text_problems({"name": one.name}), *_control_problems(one)] for one in said]),
        *_twice([one.name.casefold() for one in said], "name"),
    ]
    if problems:
        raise Invalid(problems)
    with act(actor, "set_risk_controls", name=risk.name, count=len(said)):
        _take(risk, version)
        there = {row.name.casefold(): row for row in RiskControl.objects.filter(risk=risk)}
        wanted = {one.name.casefold(): one for one in said}
        for name, row in there.items():
            if name not in wanted:
                row.delete()
        for name, one in wanted.items():
            if name in there:
                change_row(there[name], version=None, **one._asdict())
            else:
                add_row(RiskControl(risk=risk, **one._asdict()))
        return list(RiskControl.objects.filter(risk=risk))


def set_indicators(
    actor: Actor, *, risk: Risk, indicators: Sequence[IndicatorSaid], version: int | None = None
) -> list[RiskIndicator]:
    """Let these measures tell of the risk and no others that the actor sees; their latest values are looked at at once."""
    require_may_write(actor, risk)
    problems = [
        *_each([indicator_problems(one._asdict()) for one in indicators]),
        *_twice([one.measure.code for one in indicators], "measure"),
    ]
    if problems:
        raise Invalid(problems)
    with act(actor, "set_risk_indicators", name=risk.name, count=len(indicators)):
        _take(risk, version)
        there = {row.measure_id: row for row in indicators_visible_to(actor).filter(risk=risk)}
        wanted = {one.measure.pk: one._asdict() for one in indicators}
        for measure, row in there.items():
            if measure not in wanted:
                row.delete()
        for measure, values in wanted.items():
            if measure in there:
                change_row(there[measure], version=None, **values)
            else:
                add_row(RiskIndicator(risk=risk, **values))
        rows = list(RiskIndicator.objects.filter(risk=risk).select_related("measure"))
        look_at(rows)
        restate(actor, [risk.pk])
        risk.refresh_from_db()
        return rows


def _take(risk: Risk, version: int | None) -> None:
    """The risk as it was read, under a new version: what hangs on it is changed as a part of it."""
    fresh = locked_row(risk, version=version)
    fresh.version += 1
    fresh.save(update_fields=["version"])


def _control_problems(one: ControlSaid) -> list[Problem]:
    if one.name:
        return []
    return [Problem("Say what is done.", field="name", remedy="Who does what, and how often.")]


def _each(found: Sequence[Sequence[Problem]]) -> list[Problem]:
    return [replace(problem, row=number) for number, problems in enumerate(found, 1) for problem in problems]


def _twice(keys: Sequence[str], field: str) -> list[Problem]:
    return [
        Problem("This stands here twice.", field=field, value=key, remedy="Keep one of them.", row=number)
        for number, key in enumerate(keys, 1)
        if key and key in keys[: number - 1]
    ]
