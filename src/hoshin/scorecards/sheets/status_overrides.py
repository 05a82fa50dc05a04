"""Sheet status_overrides: the statuses that people set by hand."""

from hoshin.base.sheets import Column, ColumnKind, Sheet
from hoshin.scorecards.sheets.nodes import NODE
from hoshin.scorecards.statuses import BY_CODE

STATUS_OVERRIDES = Sheet(
    "status_overrides",
    (
        *NODE,
        Column("status", ColumnKind.CHOICE, required=True, choices=tuple(BY_CODE)),
        Column("reason", ColumnKind.TEXT, required=True),
        Column("starts_on", ColumnKind.DATE, required=True),
        Column("expires_on", ColumnKind.DATE, required=True),
        Column("set_by", longest=200),
    ),
    ("plan", "kind", "code", "unit"),
)
