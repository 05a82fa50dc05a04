"""The engine's reasons by their words."""

from hoshin.engine.reasons import reason_code

__all__ = ["reason_code"]
