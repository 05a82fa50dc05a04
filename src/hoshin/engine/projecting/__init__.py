"""Projecting: where scores will stand, by drawing the leaves together through the same roll-up."""

from hoshin.engine.projecting.courses import STEPS, course_quantiles, courses_at, values_at_steps
from hoshin.engine.projecting.draws import ProjectionResult, Widest, project
from hoshin.engine.projecting.together import LoadingsResult, loadings, surprises

__all__ = [
    "STEPS",
    "LoadingsResult",
    "ProjectionResult",
    "Widest",
    "course_quantiles",
    "courses_at",
    "loadings",
    "project",
    "surprises",
    "values_at_steps",
]
