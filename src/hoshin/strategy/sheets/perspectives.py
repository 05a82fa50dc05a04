"""Sheet perspectives: the sides from which a plan is looked at."""

from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number, order

PERSPECTIVES = Sheet(
    "perspectives",
    (
        code(required=True),
        Column("name", required=True),
        order(),
        number("weight", 0, default=1.0),
        code("plan", is_kept=True),
        Column("description", ColumnKind.TEXT),
        Column("removed_on", ColumnKind.DATE, only_if_said=True),
    ),
    ("code",),
    after="people",
)
