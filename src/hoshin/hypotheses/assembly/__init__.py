"""Measures that stand for the ends of links, their values into arrays, and what the engine finds into rows."""

from hoshin.engine.hypotheses import LEAST
from hoshin.hypotheses.assembly.found import found_tests

__all__ = ["LEAST", "found_tests"]
