"""The engine's reasons by their words."""

from hoshin.engine.reasons import Reason, reason_code

NO_DATA_REASONS = (int(Reason.NONE), int(Reason.NO_DATA))

__all__ = ["NO_DATA_REASONS", "reason_code"]
