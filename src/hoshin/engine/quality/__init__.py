"""Quality of words: how well a goal is put, and what a writer of feedback may want to say otherwise.

Read from the text, and from what is known of what it is about. No model, nothing leaves.
"""

from hoshin.engine.quality.cues import Cue, CuePrompt, CueResult, read_cues
from hoshin.engine.quality.fit import FitResult, fit, fit_of_pairs
from hoshin.engine.quality.lexicon import Lexicon
from hoshin.engine.quality.past_changes import share_of_past_changes
from hoshin.engine.quality.reading import GoalReading, lexicon_for, read_goal
from hoshin.engine.quality.smart import (
    CheckResult,
    Criterion,
    GoalFacts,
    Missing,
    SmartResult,
    Verdict,
    assess,
)
from hoshin.engine.quality.wording import WordingDifference, compare_wording

__all__ = [
    "CheckResult",
    "Criterion",
    "Cue",
    "CuePrompt",
    "CueResult",
    "FitResult",
    "GoalFacts",
    "GoalReading",
    "Lexicon",
    "Missing",
    "SmartResult",
    "Verdict",
    "WordingDifference",
    "assess",
    "compare_wording",
    "fit",
    "fit_of_pairs",
    "lexicon_for",
    "read_cues",
    "read_goal",
    "share_of_past_changes",
]
