"""Everything that changes decisions."""

from hoshin.decisions.services.bulk import upsert_decisions
from hoshin.decisions.services.deciding import (
    change_decision,
    hand_over_decision,
    put_question,
    remove_question,
    take_back_decision,
    take_decision,
)
from hoshin.decisions.services.freezing import renew_digests
from hoshin.decisions.services.reviewing import review_decision

__all__ = [
    "change_decision",
    "hand_over_decision",
    "put_question",
    "remove_question",
    "renew_digests",
    "review_decision",
    "take_back_decision",
    "take_decision",
    "upsert_decisions",
]
