"""What the sheet measures says of the objectives that each measure serves."""

from hoshin.base.sheets import AddedColumns, Column, ColumnKind, code, number

SERVED_BY_MEASURES = AddedColumns(
    "measures",
    (
        ("name", (code("objective"),)),
        ("owner", (number("weight", 0),)),
        ("is_key", (Column("serves", ColumnKind.WEIGHTS, longest=100_000),)),
    ),
)
