"""Quality of goals: how well one is put, read from its text and from what is known of it. No model, nothing leaves."""

from hoshin.engine.quality.fit import FitResult, fit
from hoshin.engine.quality.lexicon import Lexicon
from hoshin.engine.quality.past_changes import share_of_past_changes
from hoshin.engine.quality.reading import GoalReading, lexicon_for, read_goal
from hoshin.engine.quality.smart import (
    CheckResult,
    Dimension,
    GoalFacts,
    Missing,
    SmartResult,
    Verdict,
    assess,
)

__all__ = [
    "CheckResult",
    "Dimension",
    "FitResult",
    "GoalFacts",
    "GoalReading",
    "Lexicon",
    "Missing",
    "SmartResult",
    "Verdict",
    "assess",
    "fit",
    "lexicon_for",
    "read_goal",
    "share_of_past_changes",
]
