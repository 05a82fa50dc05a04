"""Everything that changes feedback, requests for it, and recognition."""

from hoshin.feedback.services.asking import ask_for_feedback, decline_feedback, withdraw_request
from hoshin.feedback.services.giving import remove_feedback, take_back_feedback, write_feedback
from hoshin.feedback.services.recognising import applaud, recognise, remove_recognition

__all__ = [
    "applaud",
    "ask_for_feedback",
    "decline_feedback",
    "recognise",
    "remove_feedback",
    "remove_recognition",
    "take_back_feedback",
    "withdraw_request",
    "write_feedback",
]
