"""The history of a risk, and what its years, or those of a category, may cost."""

from dataclasses import dataclass

from django.db.models import Q

from hoshin.accounts.access import Actor
from hoshin.risks.assembly import LossCurve, levels_of, loss_curve
from hoshin.risks.models import Risk, RiskAssessment, RiskCategory, RiskKind
from hoshin.risks.policies import assessments_visible_to, risks_visible_to
from hoshin.risks.selectors.listing import latest_assessments


@dataclass(frozen=True, slots=True)
class ShownAssessment:
    """An assessment with its levels before and after controls, without what figures add."""

    row: RiskAssessment
    level_before: int
    level: int


def shown_assessments(actor: Actor, risk: Risk) -> list[ShownAssessment]:
    """All assessments of a risk, the latest first. One query."""
    rows = list(assessments_visible_to(actor).filter(risk=risk).order_by("-assessed_on", "-pk"))
    return [ShownAssessment(row, *found) for row, found in zip(rows, levels_of(rows), strict=True)]


def losses_of_risk(risk: Risk, latest: RiskAssessment | None) -> LossCurve | None:
    """The years of one risk by its latest assessment, beside what its category tolerates; None: not in money."""
    if latest is None or not latest.is_in_money:
        return None
    is_borne = risk.kind == RiskKind.THREAT and risk.category is not None
    return loss_curve([latest], risk.category.tolerated if is_borne and risk.category else ())


def losses_of_category(actor: Actor, category: RiskCategory) -> LossCurve | None:
    """The years of all open threats of a category that the actor sees, together, beside what it tolerates. One query."""
    open_ones = risks_visible_to(actor).filter(category=category, closed_on=None, kind=RiskKind.THREAT)
    known = latest_assessments(actor, Q(risk__in=open_ones.values("pk")))
    return loss_curve([one for one in known if one.is_in_money], category.tolerated)
