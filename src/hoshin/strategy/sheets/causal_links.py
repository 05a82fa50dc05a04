"""Sheet causal_links: which objective drives which, as the strategy map draws it."""

from hoshin.base.sheets import Column, ColumnKind, Sheet, code, whole

CAUSAL_LINKS = Sheet(
    "causal_links",
    (code("from", required=True), code("to", required=True), whole("lag_months"), Column("note", ColumnKind.TEXT)),
    ("from", "to"),
    after="objectives",
)
