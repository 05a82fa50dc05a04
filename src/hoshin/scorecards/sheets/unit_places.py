"""Sheet unit_places: where units stood that have not always stood where they stand now."""

from hoshin.base.sheets import Column, ColumnKind, Sheet, code

UNIT_PLACES = Sheet(
    "unit_places",
    (
        code("plan", required=True),
        code("unit", required=True),
        code("parent"),
        Column("valid_from", ColumnKind.DATE),
        Column("valid_to", ColumnKind.DATE),
    ),
    ("plan", "unit", "valid_from"),
)
