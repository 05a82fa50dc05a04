"""Sheet edges: the weights that were not always what they are now."""

from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.scorecards.sheets.nodes import KINDS

EDGES = Sheet(
    "edges",
    (
        code("plan", required=True),
        Column("parent_kind", ColumnKind.CHOICE, required=True, choices=KINDS),
        code("parent", required=True),
        code("parent_unit"),
        Column("child_kind", ColumnKind.CHOICE, required=True, choices=KINDS),
        code("child", required=True),
        code("child_unit"),
        Column("weight", ColumnKind.NUMBER, required=True, least=0),
        Column("valid_from", ColumnKind.DATE),
        Column("valid_to", ColumnKind.DATE),
    ),
    ("plan", "parent_kind", "parent", "parent_unit", "child_kind", "child", "child_unit", "valid_from"),
)
