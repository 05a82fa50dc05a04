"""Sheet closed_scores: the official figures that are not what is found from present knowledge."""

from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, number
from hoshin.scorecards.sheets.nodes import NODE
from hoshin.scorecards.statuses import BY_CODE

CLOSED_SCORES = Sheet(
    "closed_scores",
    (
        *NODE,
        Column("period", ColumnKind.PERIOD, required=True),
        number("score", 0),
        number("coverage", 0),
        choice("status", list(BY_CODE)),
        number("value"),
        number("target"),
    ),
    ("plan", "kind", "code", "unit", "period"),
)
