"""The people of the world `team`."""

from tests.feedback.conftest import team

__all__ = ["team"]
