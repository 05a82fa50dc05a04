"""What the engine says of a text that somebody writes about somebody: prompts for its writer alone. Nothing is kept."""

from collections.abc import Collection

from hoshin.engine.quality import CueResult, read_cues
from hoshin.feedback.models import LONGEST


def cues_of(text: str, language: str, measures: Collection[str]) -> CueResult:
    """The cues of a text, as it is typed."""
    return read_cues(text[:LONGEST], language, measures)
