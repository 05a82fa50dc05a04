"""Sheet breakdowns: which measures are broken down by which dimensions, and how members make the total."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.base.sheets import Sheet, choice, code
from hoshin.breakdowns.models import Composition
from hoshin.breakdowns.policies import breakdowns_visible_to
from hoshin.breakdowns.rows import BreakdownRow
from hoshin.breakdowns.services import upsert_breakdowns


def _stored(actor: Actor) -> Iterator[BreakdownRow]:
    rows = breakdowns_visible_to(actor).order_by("measure__code", "dimension__position", "dimension__code")
    for row in rows.values_list("measure__code", "dimension__code", "together"):
        yield BreakdownRow(*row)


BREAKDOWNS = Sheet(
    "breakdowns",
    "breakdown",
    (
        code("measure", "measures", required=True),
        code("dimension", "dimensions", required=True),
        choice("together", Composition.values, is_kept=True),
    ),
    ("measure", "dimension"),
    BreakdownRow,
    after="members",
    stored=_stored,
    write=upsert_breakdowns,
)
