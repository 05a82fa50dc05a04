"""Sheet people: who works here, where, and to whom they report."""

from hoshin.base.sheets import Column, ColumnKind, Sheet, code, number

PEOPLE = Sheet(
    "people",
    (
        code("employee_id", required=True),
        Column("name", required=True),
        Column("email", longest=254),
        code("manager"),
        code("unit"),
        Column("title"),
        Column("job_family", longest=200),
        Column("level", longest=100),
        Column("location", longest=200),
        number("fte", 0, default=1.0),
        Column("start_date", ColumnKind.DATE),
        Column("end_date", ColumnKind.DATE),
        Column("skills", ColumnKind.LIST, longest=200),
    ),
    ("employee_id",),
)
