"""Goals through the engine: what is known of one into facts, and what the engine found."""

from hoshin.okrs.assembly.coach import GoalKnown, Judged, MeasureKnown, judged, suggested_fit

__all__ = ["GoalKnown", "Judged", "MeasureKnown", "judged", "suggested_fit"]
