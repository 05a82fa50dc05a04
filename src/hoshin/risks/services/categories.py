"""Kinds of risks and how much of each is wanted."""

from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.risks.models import RiskCategory
from hoshin.risks.policies import RiskRight
from hoshin.risks.services.restating import restate
from hoshin.risks.validity import risk_problems, tidied, tolerated_problems
from hoshin.strategy.services.objectives import checked_code


def add_category(actor: Actor, *, code: str, name: str, tolerated: Sequence[str] = (), **said: Any) -> RiskCategory:
    """Add a category. `tolerated`: points as AMOUNT=SHARE; `said`: its other fields by name."""
    require(actor, RiskRight.WRITE_ANY)
    values = _checked(said | {"name": name}, tolerated)
    with act(actor, "add_risk_category", name=values["name"]):
        return add_row(RiskCategory(code=checked_code(code), **values))


def change_category(
    actor: Actor,
    *,
    category: RiskCategory,
    version: int | None = None,
    tolerated: Sequence[str] | None = None,
    **said: Any,
) -> RiskCategory:
    """Change a category; its risks stand against the new appetite at once."""
    require(actor, RiskRight.WRITE_ANY)
    values = _checked(said, tolerated)
    with act(actor, "change_risk_category", name=category.name):
        row = change_row(category, version=version, **values)[0]
        restate(actor, row.risks.values_list("pk", flat=True))
        return row


def remove_category(actor: Actor, *, category: RiskCategory, version: int | None = None) -> None:
    """Take out a category of which no risk is left."""
    require(actor, RiskRight.WRITE_ANY)
    with act(actor, "remove_risk_category", name=category.name):
        remove_row(category, version=version, in_use="Risks are of this category: give them another first.")


def _checked(said: dict[str, Any], tolerated: Sequence[str] | None) -> dict[str, Any]:
    values = {name: tidied(value) if isinstance(value, str) else value for name, value in said.items()}
    if "code" in values:
        values["code"] = checked_code(values["code"])
    points, problems = tolerated_problems(tolerated or ())
    problems += risk_problems(values)
    if problems:
        raise Invalid(problems)
    return values if tolerated is None else values | {"tolerated": [list(point) for point in points]}
