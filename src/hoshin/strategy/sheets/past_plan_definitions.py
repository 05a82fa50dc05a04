"""Sheet past_plan_definitions: what cut points, least coverage and statuses of plans were before, each until a day."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.past_sheets import PastRows
from hoshin.strategy.definitions import PLAN_DEFINITIONS
from hoshin.strategy.policies import past_plan_definitions_visible_to, plans_visible_to
from hoshin.strategy.services import restore_past_plan_definitions
from hoshin.strategy.sheets.plans import PLANS, cut_problems


class PastPlanDefinitionLine(NamedTuple):
    """A row of the sheet: what a plan said until a day (exclusive), since the one before it."""

    plan: str
    until: date
    status_scale: str
    red_below: float
    green_from: float
    min_coverage: float


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    yield from cut_problems(draft)


PAST_PLAN_DEFINITIONS = PastRows(
    PLAN_DEFINITIONS,
    PLANS,
    PastPlanDefinitionLine,
    seen_by=past_plan_definitions_visible_to,
    rows_now=plans_visible_to,
    restore=restore_past_plan_definitions,
    more_checks=_check,
).sheet("past_plan_definitions", "past definition of a plan", after="plans")
