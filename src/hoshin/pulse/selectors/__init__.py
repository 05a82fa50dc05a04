"""What is asked of surveys: waves, what one still has to answer, and results that may be shown."""

from hoshin.pulse.selectors.results import UnitResults, comments_of, results_of
from hoshin.pulse.selectors.waves import (
    Preview,
    completed_of,
    preview_of,
    questions_of,
    wave_before,
    wave_by_code,
    waves_for,
    waves_over,
    waves_to_remind,
)

__all__ = [
    "Preview",
    "UnitResults",
    "comments_of",
    "completed_of",
    "preview_of",
    "questions_of",
    "results_of",
    "wave_before",
    "wave_by_code",
    "waves_for",
    "waves_over",
    "waves_to_remind",
]
