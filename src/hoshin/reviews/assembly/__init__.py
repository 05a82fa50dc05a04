"""Ratings and formulas as the engine takes them, and back."""

from hoshin.reviews.assembly.formulas import FORMULA_INPUTS, check_formula, computed

__all__ = ["FORMULA_INPUTS", "check_formula", "computed"]
