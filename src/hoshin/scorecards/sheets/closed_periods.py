"""Sheet closed_periods: the periods whose scores are official."""

from hoshin.base.sheets import Column, ColumnKind, Sheet, code

CLOSED_PERIODS = Sheet(
    "closed_periods",
    (
        code("plan", required=True),
        Column("period", ColumnKind.PERIOD, required=True),
        Column("closed_at", ColumnKind.INSTANT, required=True),
    ),
    ("plan", "period"),
)
