"""Measures with their targets and actuals; recording, correcting and withdrawing values."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.bulk import record_rows
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import (
    LINE,
    CodePath,
    DayQuery,
    LimitQuery,
    OffsetQuery,
    PeriodPath,
    SearchQuery,
    UnitQuery,
)
from hoshin.api.schemas.measures import (
    ActualIn,
    ActualOut,
    ApproveIn,
    BulkIn,
    BulkOut,
    MeasureOut,
    SendBackIn,
    TargetOut,
    WaitingOut,
    actual_out,
    measure_out,
    recorded_out,
    target_out,
    version_out,
    waiting_out,
)
from hoshin.base.words import holds
from hoshin.measures.policies import measures_visible_to, waiting_for
from hoshin.measures.selectors import (
    actuals_as_of,
    current_actuals,
    history_of_actual,
    measure_by_code,
    targets_of,
    waiting_by_id,
    waiting_of,
)
from hoshin.measures.services import approve_values, record_actual, send_values_back, withdraw_actual
from hoshin.measures.services.validity import period_of
from hoshin.org.selectors import unit_by_code
from hoshin.scorecards.selectors import end_of_day

router = Router(tags=["measures"])
_Note = Annotated[str, Query(pattern=LINE, max_length=1000, description="Why the value is withdrawn.")]


def _measure(actor: Actor, code: str) -> Any:
    return measure_by_code(actor, code)


@router.get("/measures", response=Page[MeasureOut], summary="Measures")
def measures(request: HttpRequest, q: SearchQuery = "", limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Measures by code."""
    found = measures_visible_to(actor_of(request)).select_related("unit", "owner", "supplier").order_by("code")
    if q:
        found = found.filter(holds(q))
    return page_of(found, measure_out, limit, offset)


@router.get("/measures/{code}", response=MeasureOut, summary="One measure")
def measure(request: HttpRequest, code: CodePath) -> Any:
    """Its definition; its score is that of the node of this code."""
    return measure_out(_measure(actor_of(request), code))


@router.get("/measures/{code}/targets", response=Page[TargetOut], summary="Targets of a measure")
def targets(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Targets for all units first, then those of single units, each by its start."""
    actor = actor_of(request)
    return page_of(targets_of(actor, _measure(actor, code)), target_out, limit, offset)


@router.get("/measures/{code}/actuals", response=Page[ActualOut], summary="Actuals of a measure", tags=["actuals"])
def actuals(
    request: HttpRequest,
    code: CodePath,
    unit: UnitQuery = None,
    as_of: DayQuery = None,
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """The values that hold, or held on a day, by unit and period; withdrawn ones are left out."""
    actor = actor_of(request)
    found = _measure(actor, code)
    rows = actuals_as_of(actor, found, end_of_day(as_of)) if as_of else current_actuals(actor, found)
    if unit:
        rows = rows.filter(unit=unit_by_code(actor, unit))
    return page_of(rows, lambda row: actual_out(row, found, row.unit.code if row.unit else None), limit, offset)


@router.get(
    "/measures/{code}/actuals/{period}",
    response=Page[ActualOut],
    summary="History of one value",
    tags=["actuals"],
)
def history(
    request: HttpRequest,
    code: CodePath,
    period: PeriodPath,
    unit: UnitQuery = None,
    limit: LimitQuery = 100,
    offset: OffsetQuery = 0,
) -> Any:
    """All states of the value of a period, newest first."""
    actor = actor_of(request)
    found = _measure(actor, code)
    when = period_of(found, period)
    holder = unit_by_code(actor, unit) if unit else None
    versions = history_of_actual(actor, found, when, holder.pk if holder else None)
    code_of_unit = holder.code if holder else None
    return page_of(versions, lambda row: version_out(row, found, when, code_of_unit), limit, offset)


@router.post("/measures/{code}/actuals", response=ActualOut, summary="Record or correct a value", tags=["actuals"])
def record(request: HttpRequest, code: CodePath, payload: ActualIn) -> Any:
    """The same again changes nothing. Scores above it are found again before the answer is sent."""
    actor = actor_of(request)
    values = payload.dict(exclude={"unit", "confirm_implausible"}) | {"is_meant": payload.confirm_implausible}
    holder = unit_by_code(actor, payload.unit) if payload.unit else None
    found = measure_by_code(actor, code, related=())
    recorded = record_actual(actor, measure=found, unit=holder, **values)
    return recorded_out(recorded, found, holder.code if holder else None)


@router.delete(
    "/measures/{code}/actuals/{period}",
    response=ActualOut,
    summary="Withdraw a value",
    tags=["actuals"],
)
def withdraw(request: HttpRequest, code: CodePath, period: PeriodPath, unit: UnitQuery = None, note: _Note = "") -> Any:
    """The period has no value from now on; its history keeps what it was."""
    actor = actor_of(request)
    found = _measure(actor, code)
    holder = unit_by_code(actor, unit) if unit else None
    withdrawn = withdraw_actual(actor, measure=found, period=period, unit=holder, note=note)
    return recorded_out(withdrawn, found, holder.code if holder else None)


@router.get("/waiting-values", response=Page[WaitingOut], summary="Values that wait for you", tags=["actuals"])
def waiting_values(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Those that you may approve, the oldest first."""
    rows = waiting_for(actor_of(request)).select_related("measure", "unit")
    return page_of(rows, waiting_out, limit, offset)


@router.get("/measures/{code}/waiting-values", response=Page[WaitingOut], summary="Values that wait", tags=["actuals"])
def waiting_of_measure(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """What waits for approval or was sent back for a measure, the oldest first. None of it counts."""
    actor = actor_of(request)
    return page_of(waiting_of(actor, measure_by_code(actor, code)), waiting_out, limit, offset)


@router.post("/waiting-values/approve", response=BulkOut, summary="Let values count", tags=["actuals"])
def approve(request: HttpRequest, payload: ApproveIn) -> Any:
    """All or none, as they were shown: 409 where one is another by now, or was dealt with."""
    actor = actor_of(request)
    return approve_values(actor, waiting=waiting_by_id(actor, {one.id: one.version for one in payload.values}))


@router.post("/waiting-values/send-back", response=list[WaitingOut], summary="Send values back", tags=["actuals"])
def send_back(request: HttpRequest, payload: SendBackIn) -> Any:
    """All or none, with a reason for whoever gave them; what counted before goes on counting."""
    actor = actor_of(request)
    waiting = waiting_by_id(actor, {one.id: one.version for one in payload.values})
    return [waiting_out(one) for one in send_values_back(actor, waiting=waiting, reason=payload.reason)]


@router.post("/actuals", response=BulkOut, summary="Record many values", tags=["actuals"])
def record_many(request: HttpRequest, payload: BulkIn) -> Any:
    """Up to 10,000 rows, all or nothing; all faults are named at once, with their rows counted from 1."""
    return record_rows(actor_of(request), payload.rows, are_meant=payload.confirm_implausible)
