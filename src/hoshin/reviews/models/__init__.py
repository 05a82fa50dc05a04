"""Reviews of people's performance, the most private that the product holds.

Who is to write about whom (`ReviewForm`) and what they wrote (`FormAnswers`) stand apart, since more people may know of the
first than of the second. What came of it for a person is a `ReviewResult`; its raw score never changes.
"""

from hoshin.reviews.models.cycles import USUAL_APPEAL_DAYS, CycleState, ReviewCycle, ReviewTemplate
from hoshin.reviews.models.forms import LONGEST_ANSWER, FormAnswers, FormState, ReviewForm, WritingTime
from hoshin.reviews.models.outside import OutsideAnswers, OutsideForm
from hoshin.reviews.models.pay import LONGEST_CRITERIA, PayCriteria
from hoshin.reviews.models.results import (
    LONGEST_REASON,
    CalibrationChange,
    CalibrationGroup,
    CalibrationSeat,
    CalibrationTime,
    ChangeReason,
    ChangeVerdict,
    ReviewAppeal,
    ReviewResult,
)
from hoshin.reviews.models.statistics import RaterFinding, ReviewScreen, ScreenMoment

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_CRITERIA",
    "LONGEST_REASON",
    "USUAL_APPEAL_DAYS",
    "CalibrationChange",
    "CalibrationGroup",
    "CalibrationSeat",
    "CalibrationTime",
    "ChangeReason",
    "ChangeVerdict",
    "CycleState",
    "FormAnswers",
    "FormState",
    "OutsideAnswers",
    "OutsideForm",
    "PayCriteria",
    "RaterFinding",
    "ReviewAppeal",
    "ReviewCycle",
    "ReviewForm",
    "ReviewResult",
    "ReviewScreen",
    "ReviewTemplate",
    "ScreenMoment",
    "WritingTime",
]
