"""Ratings, formulas and boxes as the engine takes them, and back."""

from hoshin.reviews.assembly.formulas import FORMULA_INPUTS, check_formula, computed
from hoshin.reviews.assembly.gaming import GoalQuestion, goal_questions
from hoshin.reviews.assembly.goals import attainment_of_goals
from hoshin.reviews.assembly.handed_in import HandedIn
from hoshin.reviews.assembly.previews import FormulaPreview, names_goals, previewed
from hoshin.reviews.assembly.raters import (
    RaterOutcome,
    RatersOutcome,
    agreement_band_of,
    agreement_bands_of,
    may_compare_raters,
    raters_of,
)
from hoshin.reviews.assembly.results import (
    CUTS,
    USUAL_SPREAD,
    NineBoxPlace,
    PersonOutcome,
    boxes_of,
    outcomes_of,
)
from hoshin.reviews.assembly.screens import ScreenedPerson, ScreenLine, screen_of_results, screens_of

__all__ = [
    "CUTS",
    "FORMULA_INPUTS",
    "USUAL_SPREAD",
    "FormulaPreview",
    "GoalQuestion",
    "HandedIn",
    "NineBoxPlace",
    "PersonOutcome",
    "RaterOutcome",
    "RatersOutcome",
    "ScreenLine",
    "ScreenedPerson",
    "agreement_band_of",
    "agreement_bands_of",
    "attainment_of_goals",
    "boxes_of",
    "check_formula",
    "computed",
    "goal_questions",
    "may_compare_raters",
    "names_goals",
    "outcomes_of",
    "previewed",
    "raters_of",
    "screen_of_results",
    "screens_of",
]
