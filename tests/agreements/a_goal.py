"""The terms of a goal, as somebody may propose it."""

from datetime import date

from hoshin.agreements.terms import ServedTerm, Terms
from hoshin.okrs.rows import KeyResultDraft

DUE = date(2026, 12, 31)


def terms(**said) -> Terms:
    values = {
        "name": "Win twelve customers in the north",
        "plan": "E",
        "due_date": DUE,
        "start_date": date(2026, 11, 1),
        "serves": (ServedTerm("GROW", "Grow", 2.0),),
        "key_results": (
            KeyResultDraft("New customers", 0.0, 12.0),
            KeyResultDraft("Days to an offer", 9.0, 4.0, "days"),
        ),
    }
    return Terms(**values | said)
