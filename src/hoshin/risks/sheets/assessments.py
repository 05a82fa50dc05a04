"""Sheet risk_assessments: how likely and how grave risks were judged to be, day by day."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number
from hoshin.initiatives.models import MOST_MONEY
from hoshin.risks.models import LONGEST, MOST_A_YEAR, STEPS, RiskKind
from hoshin.risks.policies import assessments_visible_to
from hoshin.risks.rows import RiskAssessmentRow
from hoshin.risks.services import upsert_assessments
from hoshin.risks.validity import assessment_problems

_STEPS = ("likelihood_before", "impact_before", "likelihood", "impact")


def _stored(actor: Actor) -> Iterator[RiskAssessmentRow]:
    columns = [name if name != "risk" else "risk__code" for name in RiskAssessmentRow._fields]
    for values in assessments_visible_to(actor).order_by("risk", "assessed_on", "pk").values_list(*columns):
        yield RiskAssessmentRow(*values)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """Controls make nothing worse, money has a frequency and a range; who assessed it follows where that is open."""
    kinds = book.values("risks", "kind")
    for at, (row, before) in enumerate(zip(draft.rows, draft.befores, strict=True)):
        if at in draft.faulty:
            continue
        by = row.assessed_by or (before.assessed_by if before else book.actor.name)
        draft.rows[at] = row._replace(assessed_by=by)
        kind = kinds.get(folded_code(row.risk), RiskKind.THREAT.value)
        for problem in assessment_problems(row._asdict(), kind):
            yield draft.problem(at, problem.field, problem.value, problem.message, problem.remedy)


RISK_ASSESSMENTS = Sheet(
    "risk_assessments",
    "assessment of a risk",
    (
        code("risk", "risks", required=True),
        Column("assessed_on", ColumnKind.DATE, required=True),
        *(Column(name, ColumnKind.WHOLE, required=True, least=STEPS[0], most=STEPS[1]) for name in _STEPS),
        Column("reason", ColumnKind.TEXT, required=True, longest=LONGEST),
        Column("assessed_by", longest=200),
        number("frequency", 0, MOST_A_YEAR),
        number("loss_low", 0, MOST_MONEY),
        number("loss_high", 0, MOST_MONEY),
    ),
    ("risk", "assessed_on"),
    RiskAssessmentRow,
    after="risk_indicators",
    stored=_stored,
    check=_check,
    finish=lambda actor, draft, book: upsert_assessments(actor, draft.new_rows()) if draft.new_rows() else None,
    foremost=("likelihood", "impact"),
    examples=(
        {
            "risk": "R1",
            "assessed_on": "2026-03-31",
            "likelihood_before": 4,
            "impact_before": 4,
            "likelihood": 3,
            "impact": 3,
            "reason": "Two outages in the last year, both under a day.",
        },
    ),
)
