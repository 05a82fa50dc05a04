"""Turns rows of growth into arrays for the engine, and back."""

from hoshin.growth.assembly.recommending import LearningOption, best_options

__all__ = ["LearningOption", "best_options"]
