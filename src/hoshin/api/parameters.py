"""What parameters look like, so that every operation refuses the same things in the same way."""

from datetime import date
from typing import Annotated

from ninja import Path, Query
from pydantic import Field

LINE = r"^[^\x00-\x1f\x7f]*$"
CODE = r"^[^\x00-\x1f\x7f/\\?#%]+$"
PERIOD = r"^[12][0-9]{3}(-?[Hh][12]|-?[Qq][1-4]|-[Ww][0-5][0-9]|-[01][0-9](-[0-3][0-9])?)?$"
FORMS = "2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31 or 2026-07-15"
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)

CodePath = Annotated[str, Path(pattern=CODE, max_length=100, description="A code, without regard to case.")]
PeriodPath = Annotated[str, Path(pattern=PERIOD, max_length=10, description=f"A period: {FORMS}.")]
PlanQuery = Annotated[str | None, Query(pattern=CODE, max_length=100, description="Code of a plan.")]
UnitQuery = Annotated[str | None, Query(pattern=CODE, max_length=100, description="Code of a unit.")]
SearchQuery = Annotated[str, Query(pattern=LINE, max_length=100, description="Part of a code or a name.")]
KindQuery = Annotated[
    str | None,
    Query(pattern="^(plan|unit|perspective|objective|measure)$", description="What the node is."),
]
PeriodQuery = Annotated[
    str | None,
    Query(pattern=PERIOD, max_length=10, description=f"A period: {FORMS}; the latest with scores where left out."),
]
DayQuery = Annotated[
    date | None,
    Query(ge=EARLIEST, le=LATEST, description="A day: from what was known by its end, in UTC."),
]
LimitQuery = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
OffsetQuery = Annotated[int, Query(ge=0, le=1_000_000, description="How many to pass over.")]

Finite = Annotated[float, Field(allow_inf_nan=False)]
