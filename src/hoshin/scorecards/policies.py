"""Who may do what to scores, beyond the rights that several apps ask for."""

from enum import StrEnum


class ScorecardRight(StrEnum):
    CLOSE_PERIOD = "close and reopen periods"
