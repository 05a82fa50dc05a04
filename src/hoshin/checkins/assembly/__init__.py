"""What people say and what forecasts say, held together by the engine."""

from hoshin.checkins.assembly.confidence import BothSay, SaidConfidence, both_say

__all__ = ["BothSay", "SaidConfidence", "both_say"]
