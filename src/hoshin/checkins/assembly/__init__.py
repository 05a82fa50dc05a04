"""What people say and what forecasts say, held together by the engine."""

from hoshin.checkins.assembly.confidence import BothSay, OwnReading, SaidConfidence, both_say, own_reading

__all__ = ["BothSay", "OwnReading", "SaidConfidence", "both_say", "own_reading"]
