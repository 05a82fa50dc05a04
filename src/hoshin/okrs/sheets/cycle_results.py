"""Sheet cycle_results: how goals stood when their cycles were closed, and what was decided of them."""

from collections.abc import Sequence

from hoshin.accounts.access import Actor
from hoshin.base.sheets import Sheet, choice, code, number
from hoshin.okrs.models import ClosingChoice
from hoshin.okrs.policies import cycle_results_visible_to
from hoshin.okrs.rows import CycleResultRow
from hoshin.okrs.services import upsert_cycle_results


def _stored(actor: Actor) -> list[CycleResultRow]:
    rows = cycle_results_visible_to(actor).order_by("cycle__starts_on", "cycle__code", "objective__code")
    fields = ("cycle__code", "objective__code", "decision", "score", "grade")
    return [CycleResultRow(*row) for row in rows.values_list(*fields)]


def _write(actor: Actor, rows: Sequence[CycleResultRow]) -> None:
    upsert_cycle_results(actor, rows, is_checked=True)


CYCLE_RESULTS = Sheet(
    "cycle_results",
    "result of a goal in a cycle",
    (
        code("cycle", "cycles", required=True),
        code("objective", "objectives", required=True),
        choice("decision", ClosingChoice.values, ClosingChoice.ARCHIVE.value),
        number("score", 0, 100),
        number("grade", 0, 1),
    ),
    ("cycle", "objective"),
    CycleResultRow,
    after="commitments",
    stored=_stored,
    write=_write,
)
