"""The surveys that come with Hoshin, written for it: what each asks, by drivers, in words to be translated."""

from hoshin.pulse.library.drivers import ADVICE, DRIVERS, ENGAGEMENT, ENPS
from hoshin.pulse.library.questions import (
    COMMENT,
    LANGUAGES,
    OnlyIf,
    QuestionKind,
    Survey,
    SurveyQuestion,
    Texts,
    as_kept,
    from_kept,
    is_asked,
    said,
)
from hoshin.pulse.library.surveys import SURVEYS

__all__ = [
    "ADVICE",
    "COMMENT",
    "DRIVERS",
    "ENGAGEMENT",
    "ENPS",
    "LANGUAGES",
    "SURVEYS",
    "OnlyIf",
    "QuestionKind",
    "Survey",
    "SurveyQuestion",
    "Texts",
    "as_kept",
    "from_kept",
    "is_asked",
    "said",
]
