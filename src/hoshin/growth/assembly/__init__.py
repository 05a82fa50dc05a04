"""Turns rows of growth into arrays for the engine, and back."""

from hoshin.growth.assembly.recommending import LearningOption, best_options
from hoshin.growth.assembly.screening import ImpactLine, PersonReached, impact_lines

__all__ = ["ImpactLine", "LearningOption", "PersonReached", "best_options", "impact_lines"]
