"""How rows name what has a score: by plan, kind, code and unit."""

from hoshin.base.sheets import Column, ColumnKind, code
from hoshin.scorecards.models import Kind

KINDS = tuple(Kind.values)
NODE = (
    code("plan", required=True),
    Column("kind", ColumnKind.CHOICE, required=True, choices=KINDS),
    code(required=True),
    code("unit"),
)
