"""Sheet actuals: what was observed, as known now or with every version."""

from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number
from hoshin.measures.fields import NUMBERS, TEXTS

_AMOUNT = "value"

ACTUALS = Sheet(
    "actuals",
    (
        code("measure", required=True),
        Column("period", ColumnKind.PERIOD, required=True),
        Column(_AMOUNT, ColumnKind.NUMBER, required=True, may_be_empty=True),
        *(number(name) for name in NUMBERS if name != _AMOUNT),
        code("unit"),
        *(Column(name, ColumnKind.TEXT) for name in TEXTS),
        Column("recorded_at", ColumnKind.INSTANT),
    ),
    ("measure", "unit", "period", "recorded_at"),
)
