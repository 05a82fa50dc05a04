"""Sheet themes: groups of objectives across perspectives."""

from hoshin.base.sheets import Column, Sheet, code

THEMES = Sheet(
    "themes",
    (code(required=True), Column("name", required=True), code("plan", is_kept=True)),
    ("code",),
    after="perspectives",
)
