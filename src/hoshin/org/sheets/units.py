"""Sheet units: the tree of units with their heads."""

from hoshin.base.sheets import Column, Sheet, code

UNITS = Sheet(
    "units",
    (code(required=True), Column("name", required=True), code("parent"), code("head")),
    ("code",),
)
