"""What parameters look like, so that every operation refuses the same things in the same way."""

import functools
import inspect
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query
from pydantic import AfterValidator, Field

from hoshin.base.errors import Invalid, Problem, near_matches

LINE = r"^[^\x00-\x1f\x7f]*$"
CODE = r"^[^\x00-\x1f\x7f/\\?#%]+$"
PERIOD = r"^[12][0-9]{3}(-?[Hh][12]|-?[Qq][1-4]|-[Ww][0-5][0-9]|-[01][0-9](-[0-3][0-9])?)?$"
FORMS = "2026, 2026-H1, 2026-Q3, 2026-07, 2026-W31 or 2026-07-15"
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)


def within_centuries(day: date) -> date:
    """Nothing was known before 1900; days at the ends of the calendar cannot be counted from."""
    return min(max(day, EARLIEST), LATEST)


CodePath = Annotated[str, Path(pattern=CODE, max_length=100, description="A code, without regard to case.")]
NumberPath = Annotated[int, Path(ge=1, le=2**53, description="Its number.")]
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
    Annotated[date, AfterValidator(within_centuries)] | None,
    Query(description="A day: from what was known by its end, in UTC."),
]
TryQuery = Annotated[bool, Query(description="Say which scores it would rewrite, and save nothing.")]
LimitQuery = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
OffsetQuery = Annotated[int, Query(ge=0, le=1_000_000, description="How many to pass over.")]

Finite = Annotated[float, Field(allow_inf_nan=False)]


def knows_its_parameters(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Have an operation refuse parameters that it does not have: a misspelt one would be ignored without a word."""
    own = set(inspect.signature(operation).parameters) - {"request", "payload", "file"}

    @functools.wraps(operation)
    def refusing(request: HttpRequest, *args: Any, **given: Any) -> Any:
        placed = set(request.resolver_match.kwargs) if request.resolver_match else set()
        unknown = sorted(set(request.GET) - (own - placed))
        if unknown:
            raise Invalid([_unknown(name, sorted(own - placed)) for name in unknown[:100]])
        return operation(request, *args, **given)

    return refusing


def _unknown(name: str, known: list[str]) -> Problem:
    near = near_matches(name, known)
    remedy = f"Did you mean {' or '.join(near)}?" if near else f"Known are: {', '.join(known) or 'none'}."
    return Problem("There is no such parameter.", code="unknown", field=name[:100], remedy=remedy)
