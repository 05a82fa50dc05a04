"""Ratings, formulas and boxes as the engine takes them, and back."""

from hoshin.reviews.assembly.formulas import FORMULA_INPUTS, check_formula, computed
from hoshin.reviews.assembly.goals import attainment_of_goals
from hoshin.reviews.assembly.results import HandedIn, NineBoxPlace, PersonOutcome, boxes_of, outcomes_of
from hoshin.reviews.assembly.screens import ScreenedPerson, ScreenLine, screens_of

__all__ = [
    "FORMULA_INPUTS",
    "HandedIn",
    "NineBoxPlace",
    "PersonOutcome",
    "ScreenLine",
    "ScreenedPerson",
    "attainment_of_goals",
    "boxes_of",
    "check_formula",
    "computed",
    "outcomes_of",
    "screens_of",
]
