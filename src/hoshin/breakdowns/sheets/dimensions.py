"""Sheet dimensions: by what measures are broken down."""

from hoshin.accounts.access import Actor
from hoshin.base.sheets import Column, Sheet, code, order
from hoshin.breakdowns.policies import dimensions_visible_to
from hoshin.breakdowns.rows import DimensionRow
from hoshin.breakdowns.services import upsert_dimensions


def _stored(actor: Actor) -> list[DimensionRow]:
    rows = dimensions_visible_to(actor).order_by("position", "code")
    return [DimensionRow(*row) for row in rows.values_list(*DimensionRow._fields)]


DIMENSIONS = Sheet(
    "dimensions",
    "dimension",
    (code(required=True), Column("name", required=True, longest=200), order()),
    ("code",),
    DimensionRow,
    stored=_stored,
    write=upsert_dimensions,
)
