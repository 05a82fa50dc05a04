"""Sheet organisation: the one organisation."""

from hoshin.base.sheets import Column, Sheet, whole

ORGANISATION = Sheet(
    "organisation",
    (Column("name", required=True), whole("fiscal_year_start", 1, 12, default=1), Column("currency", longest=3)),
    (),
)
