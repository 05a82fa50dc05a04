"""Sheet actuals: what was observed, as known now or with every version."""

from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number

ACTUALS = Sheet(
    "actuals",
    (
        code("measure", required=True),
        Column("period", ColumnKind.PERIOD, required=True),
        Column("value", ColumnKind.NUMBER, required=True, may_be_empty=True),
        number("numerator"),
        number("denominator"),
        code("unit"),
        Column("note", ColumnKind.TEXT),
        Column("source", ColumnKind.TEXT),
        Column("recorded_at", ColumnKind.INSTANT),
    ),
    ("measure", "unit", "period", "recorded_at"),
)
