"""Measures by dimensions: dimensions with their members, what is broken down by them, and values of members."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.api.auth import actor_of
from hoshin.api.member_values import record_rows
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CODE, FORMS, PERIOD, CodePath, LimitQuery, OffsetQuery
from hoshin.api.schemas.breakdowns import (
    BreakdownOut,
    BreakdownsIn,
    BrokenDownOut,
    DimensionOut,
    DimensionsIn,
    MemberOut,
    MembersIn,
    MemberValueOut,
    MemberValuesIn,
    ValuesWrittenOut,
    WrittenOut,
    breakdown_out,
    broken_down_out,
    dimension_out,
    member_out,
    member_value_out,
)
from hoshin.breakdowns.policies import dimensions_visible_to
from hoshin.breakdowns.rows import BreakdownRow, DimensionRow, MemberRow
from hoshin.breakdowns.selectors.named import (
    breakdown_by_codes,
    breakdowns_of,
    current_values,
    dimension_by_code,
    members_in,
)
from hoshin.breakdowns.selectors.where import broken_down, with_series
from hoshin.breakdowns.services import upsert_breakdowns, upsert_dimensions, upsert_members
from hoshin.measures.selectors import measure_by_code
from hoshin.measures.services.validity import period_of

router = Router(tags=["breakdowns"])
_When = Annotated[
    str | None,
    Query(pattern=PERIOD, max_length=10, description=f"A period: {FORMS}; the latest with values of members."),
]
_Since = Annotated[
    str | None, Query(pattern=PERIOD, max_length=10, description=f"A period before it: {FORMS}; the one before.")
]
_Within = Annotated[str | None, Query(pattern=CODE, max_length=100, description="Code of a member, to see its parts.")]
_Period = Annotated[
    str | None, Query(pattern=PERIOD, max_length=10, description=f"A period: {FORMS}; all where left out.")
]


@router.get("/dimensions", response=Page[DimensionOut], summary="Dimensions")
def dimensions(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """By what measures can be broken down, in their order."""
    rows = dimensions_visible_to(actor_of(request)).order_by("position", "code")
    return page_of(rows, dimension_out, limit, offset)


@router.get("/dimensions/{dimension}/members", response=Page[MemberOut], summary="Members of a dimension")
def members(request: HttpRequest, dimension: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """In their order, each with what it is part of."""
    actor = actor_of(request)
    return page_of(members_in(actor, dimension_by_code(actor, dimension)), member_out, limit, offset)


@router.post("/dimensions", response=WrittenOut, summary="Add or change dimensions")
def write_dimensions(request: HttpRequest, payload: DimensionsIn) -> Any:
    """By their codes, all or nothing."""
    return upsert_dimensions(actor_of(request), [DimensionRow(**row.dict()) for row in payload.rows])


@router.post("/members", response=WrittenOut, summary="Add or change members")
def write_members(request: HttpRequest, payload: MembersIn) -> Any:
    """By their dimensions and codes, all or nothing; a parent may come later in the rows. A circle is refused."""
    return upsert_members(actor_of(request), [MemberRow(**row.dict()) for row in payload.rows])


@router.post("/breakdowns", response=WrittenOut, summary="Break measures down")
def write_breakdowns(request: HttpRequest, payload: BreakdownsIn) -> Any:
    """Which measures are broken down by which dimensions, and how members make the total. All or nothing."""
    return upsert_breakdowns(actor_of(request), [BreakdownRow(**row.dict()) for row in payload.rows])


@router.post("/member-values", response=ValuesWrittenOut, summary="Record values of members")
def write_values(request: HttpRequest, payload: MemberValuesIn) -> Any:
    """Up to 10,000 rows, all or nothing; all faults are named at once, with their rows counted from 1.

    Figures are taken as they are given; where members overlap, so that they make more than their total, it is said.
    """
    done, warnings = record_rows(actor_of(request), payload.rows)
    return {"created": done.created, "changed": done.changed, "unchanged": done.unchanged, "warnings": warnings}


@router.get("/measures/{code}/breakdowns", response=list[BreakdownOut], summary="Breakdowns of a measure")
def of_measure(request: HttpRequest, code: CodePath) -> Any:
    """By which dimensions it is broken down."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    return [breakdown_out(row, measure) for row in breakdowns_of(actor, measure)]


@router.get(
    "/measures/{code}/by/{dimension}/values", response=Page[MemberValueOut], summary="Values of members of a measure"
)
def values(
    request: HttpRequest,
    code: CodePath,
    dimension: CodePath,
    period: _Period = None,
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """The values that hold, the newest period first; withdrawn ones are left out."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    rows = current_values(actor, breakdown_by_codes(actor, measure, dimension))
    if period:
        rows = rows.filter(period=period_of(measure, period).start)
    return page_of(rows, member_value_out, limit, offset)


@router.get("/measures/{code}/by/{dimension}", response=BrokenDownOut, summary="A measure by a dimension")
def by_dimension(
    request: HttpRequest,
    code: CodePath,
    dimension: CodePath,
    period: _When = None,
    since: _Since = None,
    within: _Within = None,
) -> Any:
    """Its members in a period beside an earlier one, what moved the total, and where to look."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    found = broken_down(actor, measure, dimension, period=period, since=since, within=within or "")
    return broken_down_out(with_series(actor, found, []))
