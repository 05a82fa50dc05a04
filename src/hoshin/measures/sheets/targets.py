"""Sheet targets: what is wanted of measures, from which period on."""

from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number

TARGETS = Sheet(
    "targets",
    (
        code("measure", required=True),
        Column("period", ColumnKind.PERIOD),
        *(number(name) for name in ("baseline", "target", "low", "high", "red", "green")),
        code("unit"),
        *(number(name) for name in ("worst", "best", "tolerance")),
    ),
    ("measure", "unit", "period"),
)
