"""Sheets risk_controls and risk_indicators: what is done about risks, and the measures that tell of them."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, number
from hoshin.risks.models import LONGEST_LINE, ControlKind, ControlWorks, LimitSide
from hoshin.risks.policies import controls_visible_to, indicators_visible_to
from hoshin.risks.rows import RiskControlRow, RiskIndicatorRow
from hoshin.risks.services import upsert_controls, upsert_indicators
from hoshin.risks.validity import indicator_problems


def _stored_controls(actor: Actor) -> Iterator[RiskControlRow]:
    rows = controls_visible_to(actor).order_by("risk", "pk")
    for values in rows.values_list("risk__code", "name", "kind", "works"):
        yield RiskControlRow(*values)


def _stored_indicators(actor: Actor) -> Iterator[RiskIndicatorRow]:
    rows = indicators_visible_to(actor).order_by("risk", "pk")
    for values in rows.values_list("risk__code", "measure__code", "limit", "side", "warning"):
        yield RiskIndicatorRow(*values)


def _check_limits(draft: Draft, book: Book) -> Iterator[Problem]:
    """The warning comes before the limit."""
    for at, row in enumerate(draft.rows):
        if at not in draft.faulty:
            for problem in indicator_problems(row._asdict()):
                yield draft.problem(at, problem.field, problem.value, problem.message, problem.remedy)


RISK_CONTROLS = Sheet(
    "risk_controls",
    "control of a risk",
    (
        code("risk", "risks", required=True),
        Column("name", required=True, longest=LONGEST_LINE),
        choice("kind", ControlKind.values, ControlKind.PREVENTS.value),
        choice("works", ControlWorks.values, ControlWorks.UNTESTED.value),
    ),
    ("risk", "name"),
    RiskControlRow,
    after="risks",
    stored=_stored_controls,
    finish=lambda actor, draft, book: upsert_controls(actor, draft.new_rows()) if draft.new_rows() else None,
    examples=({"risk": "R1", "name": "Calls are rerouted to the second site", "kind": "limits", "works": "partly"},),
)
RISK_INDICATORS = Sheet(
    "risk_indicators",
    "indicator of a risk",
    (
        code("risk", "risks", required=True),
        code("measure", "measures", required=True),
        Column("limit", ColumnKind.NUMBER, required=True),
        choice("side", LimitSide.values, LimitSide.ABOVE.value),
        number("warning"),
    ),
    ("risk", "measure"),
    RiskIndicatorRow,
    after="risk_controls",
    stored=_stored_indicators,
    check=_check_limits,
    finish=lambda actor, draft, book: upsert_indicators(actor, draft.new_rows()) if draft.new_rows() else None,
    foremost=("limit",),
    examples=({"risk": "R1", "measure": "WAIT", "side": "above", "warning": 10, "limit": 15},),
)
