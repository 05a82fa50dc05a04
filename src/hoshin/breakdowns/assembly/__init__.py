"""Turns values of members into arrays, and what the engine finds back into figures."""

from hoshin.breakdowns.assembly.splitting import (
    Focused,
    MemberEffect,
    MemberFigure,
    Split,
    Variation,
    composed,
    focused_on,
    pareto_of,
    shares_of,
    split_of,
    variation_of,
)

__all__ = [
    "Focused",
    "MemberEffect",
    "MemberFigure",
    "Split",
    "Variation",
    "composed",
    "focused_on",
    "pareto_of",
    "shares_of",
    "split_of",
    "variation_of",
]
