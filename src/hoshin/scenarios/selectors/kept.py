"""Scenarios that somebody made or may read, and what would follow of one."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import Invalid, NotFound
from hoshin.base.words import begins_with, codes_near
from hoshin.org.relations import is_self
from hoshin.scenarios.models import Scenario
from hoshin.scenarios.policies import assumptions_visible_to, readers_visible_to, scenarios_visible_to
from hoshin.scenarios.rows import Assumption
from hoshin.scenarios.selectors.what_if import WhatIf, what_if

SHOWN = ("all", "mine", "shared")
_THINGS = ("measure", "unit", "objective", "perspective", "parent", "initiative")


def scenarios_listed(actor: Actor, *, text: str = "", shown: str = "all", plan: str = "") -> QuerySet[Scenario]:
    """Scenarios that the actor may read, the latest first."""
    rows = scenarios_visible_to(actor)
    if text.strip():
        rows = rows.filter(begins_with(text))
    if plan:
        rows = rows.filter(plan__code__iexact=plan)
    if shown == "mine":
        rows = rows.filter(is_self(actor, "maker"))
    elif shown == "shared":
        rows = rows.exclude(is_self(actor, "maker"))
    return rows.select_related("plan", "maker", "unit").order_by("-pk")


def scenario_by_code(actor: Actor, code: str) -> Scenario:
    """The scenario of that code, with whom its maker named. NotFound, with codes that look like it."""
    rows = scenarios_visible_to(actor)
    named = Prefetch("readers", readers_visible_to(actor).select_related("person"))
    found = rows.filter(code__iexact=code.strip()).select_related("plan", "maker", "unit").prefetch_related(named)
    row = found.first()
    if row is None:
        raise NotFound("scenario", code, known=codes_near(rows, code))
    return row


def assumptions_in(actor: Actor, scenario: Scenario) -> tuple[list[Assumption], frozenset[int]]:
    """All that a scenario assumes, and the places of what the actor may not see."""
    rows = list(scenario.assumptions.select_related(*_THINGS))
    seen = set(assumptions_visible_to(actor).filter(scenario=scenario).values_list("pk", flat=True))
    return [row.said() for row in rows], frozenset(at for at, row in enumerate(rows) if row.pk not in seen)


def scenario_answer(actor: Actor, scenario: Scenario, *, of: int | None = None) -> WhatIf:
    """What would follow of a scenario today. Invalid: what it assumes changes nothing any more."""
    assumed, hidden = assumptions_in(actor, scenario)
    return what_if(actor, scenario.plan, assumed, period=str(scenario.period), of=of, hidden=hidden)


def compared(actor: Actor, codes: Sequence[str]) -> list[tuple[Scenario, WhatIf | None]]:
    """Two or three scenarios, each with what would follow; None where what it assumes is not there any more."""
    found: list[tuple[Scenario, WhatIf | None]] = []
    for code in codes:
        scenario = scenario_by_code(actor, code)
        try:
            found.append((scenario, scenario_answer(actor, scenario)))
        except (Invalid, NotFound):
            found.append((scenario, None))
    return found
