"""Sheet plans; of a single plan, its columns stand in the sheet of the organisation."""

from hoshin.base.periods import Frequency
from hoshin.base.sheets import AddedColumns, Column, ColumnKind, Sheet, choice, code, number, order, whole
from hoshin.strategy.models import Provenance, StatusScale

_SAYING = (
    Column("vision", ColumnKind.TEXT),
    Column("mission", ColumnKind.TEXT),
    Column("values", ColumnKind.LIST, longest=300),
)
_KEEPING = (
    choice("frequency", [frequency.value for frequency in Frequency], Frequency.MONTHLY.value, is_kept=True),
    choice("status_scale", StatusScale.values, StatusScale.STANDARD.value),
    number("red_below", 0, 100, default=40.0),
    number("green_from", 0, 100, default=70.0),
    number("min_coverage", 0, 1, default=0.5),
    whole("close_lag_days", default=10),
    choice("provenance", Provenance.values, Provenance.OWN.value),
    Column("attribution", ColumnKind.TEXT),
)

PLANS = Sheet(
    "plans",
    (
        code(required=True),
        Column("name", required=True),
        *_SAYING,
        Column("start", ColumnKind.DATE),
        Column("end", ColumnKind.DATE),
        *_KEEPING,
        order(),
    ),
    ("code",),
    after="organisation",
)
PLAN_OF_ORGANISATION = AddedColumns(
    "organisation",
    (
        ("name", _SAYING),
        (
            "currency",
            (
                code("plan", is_kept=True),
                Column("plan_name"),
                Column("plan_start", ColumnKind.DATE),
                Column("plan_end", ColumnKind.DATE),
                *_KEEPING,
            ),
        ),
    ),
)
