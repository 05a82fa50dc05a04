"""What would follow of what is assumed, as far as somebody may see it."""

from hoshin.scenarios.selectors.assuming import assumptions_of, assumptions_said
from hoshin.scenarios.selectors.kept import (
    SHOWN,
    assumptions_in,
    compared,
    scenario_answer,
    scenario_by_code,
    scenarios_listed,
)
from hoshin.scenarios.selectors.levers import LeverLine, LeversShown, levers
from hoshin.scenarios.selectors.what_if import AssumedLine, PointsLine, WhatIf, WouldMoveLine, what_if

__all__ = [
    "SHOWN",
    "AssumedLine",
    "LeverLine",
    "LeversShown",
    "PointsLine",
    "WhatIf",
    "WouldMoveLine",
    "assumptions_in",
    "assumptions_of",
    "assumptions_said",
    "compared",
    "levers",
    "scenario_answer",
    "scenario_by_code",
    "scenarios_listed",
    "what_if",
]
