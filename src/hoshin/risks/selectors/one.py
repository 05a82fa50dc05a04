"""One risk with all that hangs on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.initiatives.models import Initiative
from hoshin.initiatives.policies import initiatives_visible_to
from hoshin.risks.assembly import LatestFigure, LossCurve, latest_figures, standing_at
from hoshin.risks.models import FigureStanding, Risk, RiskControl, RiskIndicator
from hoshin.risks.policies import controls_visible_to, indicators_visible_to, mitigations_visible_to, stakes_visible_to
from hoshin.risks.selectors.standing import ShownAssessment, losses_of_risk, shown_assessments
from hoshin.scorecards.figures import with_shown
from hoshin.scorecards.policies import scores_visible_to
from hoshin.strategy.models import Objective

_POINTS = 24


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """A measure that tells of a risk, its latest value, where that lies, and its last values, the oldest first."""

    row: RiskIndicator
    figure: LatestFigure | None
    standing: FigureStanding
    series: tuple[float | None, ...] = ()


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
    """A risk as its page shows it. Nine queries at most."""
    stakes = stakes_visible_to(actor).filter(risk=risk).select_related("objective")
    done = mitigations_visible_to(actor).filter(risk=risk)
    initiatives = initiatives_visible_to(actor).filter(pk__in=done.values("initiative")).select_related("owner")
    indicators = list(indicators_visible_to(actor).filter(risk=risk).select_related("measure").order_by("pk"))
    figures = latest_figures({row.measure_id for row in indicators}) if indicators else {}
    series = _series(actor, figures.values())
    assessments = shown_assessments(actor, risk)
    return ShownRisk(
        risk,
        tuple(one.objective for one in stakes.order_by("objective__position", "pk")),
        tuple(initiatives.order_by("due_date", "pk")),
        tuple(controls_visible_to(actor).filter(risk=risk).order_by("pk")),
        tuple(_indicator(row, figures.get(row.measure_id), series) for row in indicators),
        tuple(assessments),
        losses_of_risk(risk, assessments[0].row if assessments else None),
    )


def _indicator(
    row: RiskIndicator, figure: LatestFigure | None, series: Mapping[int | None, tuple[float | None, ...]]
) -> ShownIndicator:
    if figure is None:
        return ShownIndicator(row, None, standing_at(None, row))
    return ShownIndicator(row, figure, standing_at(figure.value, row), series.get(figure.node, ()))


def _series(actor: Actor, figures: Iterable[LatestFigure]) -> dict[int | None, tuple[float | None, ...]]:
    """By node the values of periods up to the latest one that is known. One query."""
    until = {figure.node: figure.period for figure in figures if figure.node is not None}
    if not until:
        return {}
    first = min(period.shift(1 - _POINTS).start for period in until.values())
    rows = scores_visible_to(actor).filter(node__in=until, period__gte=first)
    known = {(row.node_id, row.period): row.shown_value for row in with_shown(rows)}
    return {
        node: tuple(known.get((node or 0, last.shift(-back).start)) for back in range(_POINTS - 1, -1, -1))
        for node, last in until.items()
    }
