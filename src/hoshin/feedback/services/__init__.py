"""Everything that changes feedback, requests for it, recognition, and words without a name."""

from hoshin.feedback.services.asking import ask_for_feedback, decline_feedback, withdraw_request
from hoshin.feedback.services.bulk import upsert_feedback, upsert_recognitions
from hoshin.feedback.services.giving import remove_feedback, take_back_feedback, write_feedback
from hoshin.feedback.services.nameless import (
    answer_without_name,
    go_on_without_name,
    write_without_name,
)
from hoshin.feedback.services.recognising import applaud, recognise, remove_recognition

__all__ = [
    "answer_without_name",
    "applaud",
    "ask_for_feedback",
    "decline_feedback",
    "go_on_without_name",
    "recognise",
    "remove_feedback",
    "remove_recognition",
    "take_back_feedback",
    "upsert_feedback",
    "upsert_recognitions",
    "withdraw_request",
    "write_feedback",
    "write_without_name",
]
