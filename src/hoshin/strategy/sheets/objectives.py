"""Sheet objectives: what is to be achieved, and what each objective serves."""

from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, number, order
from hoshin.strategy.models import Visibility

OBJECTIVES = Sheet(
    "objectives",
    (
        code(required=True),
        Column("name", required=True, longest=500),
        code("perspective"),
        code("unit"),
        code("owner"),
        Column("serves", ColumnKind.WEIGHTS, longest=100_000),
        number("weight", 0, default=1.0),
        Column("start_date", ColumnKind.DATE),
        Column("due_date", ColumnKind.DATE),
        choice("visibility", Visibility.values, Visibility.PUBLIC.value),
        Column("description", ColumnKind.TEXT),
        code("theme"),
        code("plan", is_kept=True),
        order(),
        Column("removed_on", ColumnKind.DATE, only_if_said=True),
    ),
    ("code",),
    after="themes",
)
