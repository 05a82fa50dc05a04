"""What would follow of what is assumed, as far as somebody may see it."""

from hoshin.scenarios.selectors.assuming import assumption_of, assumptions_of
from hoshin.scenarios.selectors.what_if import AssumedLine, PointsLine, WhatIf, WouldMoveLine, what_if

__all__ = ["AssumedLine", "PointsLine", "WhatIf", "WouldMoveLine", "assumption_of", "assumptions_of", "what_if"]
