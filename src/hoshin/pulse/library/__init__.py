"""The surveys that come with Hoshin, written for it: what each asks, by drivers, in words to be translated."""

from hoshin.pulse.library.drivers import DRIVERS, ENGAGEMENT, ENPS
from hoshin.pulse.library.questions import COMMENT, QuestionKind, Survey, SurveyQuestion
from hoshin.pulse.library.surveys import SURVEYS

__all__ = ["COMMENT", "DRIVERS", "ENGAGEMENT", "ENPS", "SURVEYS", "QuestionKind", "Survey", "SurveyQuestion"]
