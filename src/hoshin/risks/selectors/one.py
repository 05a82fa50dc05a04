"""One risk with all that hangs on it."""

from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.initiatives.models import Initiative
from hoshin.initiatives.policies import initiatives_visible_to
from hoshin.risks.assembly import LatestFigure, LossCurve, latest_figures, standing_at
from hoshin.risks.models import FigureStanding, Risk, RiskControl, RiskIndicator
from hoshin.risks.policies import controls_visible_to, indicators_visible_to, mitigations_visible_to, stakes_visible_to
from hoshin.risks.selectors.standing import ShownAssessment, losses_of_risk, shown_assessments
from hoshin.strategy.models import Objective


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """A measure that tells of a risk, its latest value and where that lies."""

    row: RiskIndicator
    figure: LatestFigure | None
    standing: FigureStanding


@dataclass(frozen=True, slots=True)
class ShownRisk:
    """A risk with what is at stake, controls, indicators, initiatives, history, and losses, as far as the actor sees it."""

    row: Risk
    objectives: tuple[Objective, ...]
    initiatives: tuple[Initiative, ...]
    controls: tuple[RiskControl, ...]
    indicators: tuple[ShownIndicator, ...]
    assessments: tuple[ShownAssessment, ...]
    losses: LossCurve | None

    @property
    def latest(self) -> ShownAssessment | None:
        return self.assessments[0] if self.assessments else None


def shown_risk(actor: Actor, risk: Risk) -> ShownRisk:
    """A risk as its page shows it. Eight queries at most."""
    stakes = stakes_visible_to(actor).filter(risk=risk).select_related("objective")
    done = mitigations_visible_to(actor).filter(risk=risk)
    initiatives = initiatives_visible_to(actor).filter(pk__in=done.values("initiative")).select_related("owner")
    indicators = list(indicators_visible_to(actor).filter(risk=risk).select_related("measure").order_by("pk"))
    figures = latest_figures({row.measure_id for row in indicators}) if indicators else {}
    assessments = shown_assessments(actor, risk)
    return ShownRisk(
        risk,
        tuple(one.objective for one in stakes.order_by("objective__position", "pk")),
        tuple(initiatives.order_by("due_date", "pk")),
        tuple(controls_visible_to(actor).filter(risk=risk).order_by("pk")),
        tuple(_indicator(row, figures.get(row.measure_id)) for row in indicators),
        tuple(assessments),
        losses_of_risk(risk, assessments[0].row if assessments else None),
    )


def _indicator(row: RiskIndicator, figure: LatestFigure | None) -> ShownIndicator:
    return ShownIndicator(row, figure, standing_at(figure.value if figure else None, row))
