"""Risks through the engine: how they stand, where their figures lie, and what their years may cost."""

from hoshin.risks.assembly.figures import LatestFigure, latest_figures, standing_at
from hoshin.risks.assembly.losses import CurvePoint, LossCurve, loss_curve, mean_losses
from hoshin.risks.assembly.standing import RiskStanding, levels_of, standings

__all__ = [
    "CurvePoint",
    "LatestFigure",
    "LossCurve",
    "RiskStanding",
    "latest_figures",
    "levels_of",
    "loss_curve",
    "mean_losses",
    "standing_at",
    "standings",
]
