"""What the style page shows: an invented agency, the same on every day."""

import math
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hoshin.base.errors import Problem
from hoshin.scorecards.statuses import AT_RISK, LATE, NO_DATA, OFF_TRACK, ON_TRACK


@dataclass(frozen=True, slots=True)
class SpecimenLine:
    """A line of the specimen scorecard."""

    id: str
    name: str
    depth: int
    status: int
    score: float | None
    delta: float | None
    value: float | None = None
    unit: str = ""
    target: float | None = None
    owner: str = ""
    trend: list[float | None] = field(default_factory=list)
    inside: str = ""
    has_children: bool = False


def _trend(last: float, slope: float, gap: int | None = None) -> list[float | None]:
    values = [last - slope * (12 - i) + 2.5 * math.sin(1.7 * i + last) for i in range(12)]
    return [None if index == gap else value for index, value in enumerate([*values, last])]


LINES = [
    SpecimenLine("f", "Financial", 0, ON_TRACK, 74.4, 1.2),
    SpecimenLine(
        "f1",
        "Fund growth from operations",
        1,
        ON_TRACK,
        78,
        3.1,
        owner="Maya Dorn",
        trend=_trend(78, 1.2),
        has_children=True,
    ),
    SpecimenLine(
        "f11", "Operating cost per case", 2, ON_TRACK, 81, 4, 41.2, "€", 43, "Rui Santos", _trend(81, 1), "f1"
    ),
    SpecimenLine(
        "f12", "Share of budget on initiatives", 2, ON_TRACK, 72, 1, 31, "%", 32, "Maya Dorn", _trend(72, 0.4), "f1"
    ),
    SpecimenLine("c", "Customer", 0, AT_RISK, 57.6, -7.2),
    SpecimenLine(
        "c1",
        "Answer citizens within a day",
        1,
        OFF_TRACK,
        34,
        -11,
        owner="Astrid Lund",
        trend=_trend(34, -1.6),
        has_children=True,
    ),
    SpecimenLine(
        "c11", "Median time to first answer", 2, OFF_TRACK, 31, -12, 29, "h", 20, "Astrid Lund", _trend(31, -2), "c1"
    ),
    SpecimenLine(
        "c12",
        "Contacts resolved at first answer",
        2,
        AT_RISK,
        44,
        -5,
        61,
        "%",
        70,
        "Astrid Lund",
        _trend(44, -0.6, 5),
        "c1",
    ),
    SpecimenLine(
        "c2", "Be trusted by those we serve", 1, LATE, None, None, owner="Noor Khan", trend=_trend(76, 0.3)[:11]
    ),
    SpecimenLine("g", "Learning and growth", 0, AT_RISK, 66, 0.3),
    SpecimenLine("g1", "Retire what nobody needs", 1, NO_DATA, None, None, owner="Jo Tan"),
]

STEPS = [
    {"toggle": "", "depth": 0, "address": "", **step}
    for step in (
        {"label": "Customer", "tone": "poor", "left": 2, "width": 63, "change": -4.0,
         "toggle": "?", "key": "specimen", "is_open": True},
        {"label": "Median time to first answer", "tone": "poor", "left": 19, "width": 46, "change": -2.9, "depth": 1},
        {"label": "Risk events above appetite", "tone": "poor", "left": 2, "width": 17, "change": -1.1, "depth": 1},
        {"label": "Internal process", "tone": "good", "left": 2, "width": 19, "change": 1.2},
        {"label": "Financial", "tone": "good", "left": 21, "width": 14, "change": 0.9},
        {"label": "2 more together", "tone": "none", "left": 32, "width": 3, "change": -0.2},
    )
]  # fmt: skip

PROBLEMS = [
    Problem(
        "There is no measure of this code.",
        field="measure",
        value="answr-time",
        sheet="actuals",
        row=14,
        remedy="Did you mean answer-time?",
    ),
    Problem("This is not a number.", field="value", value="12..5", sheet="actuals", row=212, remedy="Write 12.5."),
]

CONFLICT = [
    {"label": "Target", "theirs": "20 h", "yours": "18 h"},
    {"label": "Owner", "theirs": "Astrid Lund", "yours": "Astrid Lund"},
]

TARGETS = [(f"2026-{month:02d}", 24 - month, 30 - month, 20 - month) for month in range(1, 7)]

SWATCHES = [
    "paper sheet sunken line line-strong edge ink ink-2 ink-3 indigo indigo-wash needle".split(),
    "good good-wash fair fair-wash poor poor-wash none none-wash".split(),
]

HAPPENED = [
    (date(2026, 11, 3), "Astrid Lund", "recorded 29 h for October 2026", True),
    (date(2026, 10, 28), "Maya Dorn", "changed the target from 24 h to 20 h", False),
    (date(2026, 10, 4), "Case system", "recorded 24 h for September 2026", False),
]

ORDER = [("1", "Answer citizens within a day"), ("2", "Be trusted by those we serve"), ("3", "Decide on evidence")]

NUMBERS = [1234567.0, 41.2, 0.0312, -5.5, 0.0, None]


def page() -> dict[str, Any]:
    """Everything that the page draws, by name."""
    return {
        "lines": LINES,
        "steps": STEPS,
        "problems": PROBLEMS,
        "conflict": CONFLICT,
        "targets": TARGETS,
        "swatches": SWATCHES,
        "happened": HAPPENED,
        "order": ORDER,
        "numbers": NUMBERS,
        "deltas": [3.4, -2.2, 0.2, None],
        "scores": [68.5, 31.2, 100.0, None],
        "all_statuses": [0, 1, 2, 3, 4, 5, 11, 12, 13, 14, 15],
        "spark_values": _trend(66, 0.8, 6),
        "icons": "scorecard strategy_map objectives measures plan exchange audit_trail users settings find more "
        "close down right plus check edit trash drag info warning lock sun moon why".split(),
    }
