"""How risks stand, through the engine: by their latest assessments, their figures and the appetite of their categories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hoshin.engine.risks import levels
from hoshin.risks.models import Risk, RiskAssessment, RiskKind

_NAMES = ("likelihood_before", "impact_before", "likelihood", "impact")


@dataclass(frozen=True, slots=True)
class RiskStanding:
    """How a risk stands, as it is kept on its row; all of it empty where it was never assessed."""

    likelihood_before: int | None = None
    impact_before: int | None = None
    likelihood: int | None = None
    impact: int | None = None
    level_before: int | None = None
    level: int | None = None
    is_raised: bool = False
    is_above: bool = False


def standings(risks: Sequence[Risk], latest: Mapping[int, RiskAssessment], beyond: set[int]) -> dict[int, RiskStanding]:
    """How each risk stands by its latest assessment, one step likelier where a figure lies beyond its limit, by number.

    Above its appetite is an open threat alone: of an opportunity as much as there is is welcome.
    """
    known = [risk for risk in risks if risk.pk in latest]
    steps = {name: [getattr(latest[risk.pk], name) for risk in known] for name in _NAMES}
    raised = [risk.pk in beyond for risk in known]
    calm = [False] * len(known)
    now = levels(steps["likelihood"], steps["impact"], raised, [_appetite(risk) for risk in known])
    before = levels(steps["likelihood_before"], steps["impact_before"], calm, [np.nan] * len(known))
    found = {risk.pk: RiskStanding() for risk in risks}
    for at, risk in enumerate(known):
        found[risk.pk] = RiskStanding(
            steps["likelihood_before"][at],
            steps["impact_before"][at],
            int(now.likelihood[at]),
            steps["impact"][at],
            int(before.level[at]),
            int(now.level[at]),
            raised[at],
            bool(now.above[at]),
        )
    return found


def levels_of(assessments: Sequence[RiskAssessment]) -> list[tuple[int, int]]:
    """The level before and after controls that each assessment says, without what figures add."""
    calm, none = [False] * len(assessments), [np.nan] * len(assessments)
    steps = {name: [getattr(one, name) for one in assessments] for name in _NAMES}
    before = levels(steps["likelihood_before"], steps["impact_before"], calm, none)
    after = levels(steps["likelihood"], steps["impact"], calm, none)
    return list(zip(before.level.tolist(), after.level.tolist(), strict=True))


def _appetite(risk: Risk) -> float:
    if risk.kind != RiskKind.THREAT or not risk.is_open or risk.category is None or risk.category.appetite is None:
        return float("nan")
    return float(risk.category.appetite)
