"""Reading and writing commentary on measures and objectives."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from hoshin.accounts.access import Actor
from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CodePath, LimitQuery, OffsetQuery
from hoshin.api.schemas.commentary import CommentaryIn, CommentaryOut, commentary_out
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.commentary.selectors import commentaries_on, latest_commentaries
from hoshin.commentary.services import write_commentary
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measure_by_code
from hoshin.org.selectors import unit_by_code
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code

router = Router(tags=["commentary"])


@router.get("/commentary", response=Page[CommentaryOut], summary="Commentary, the latest first")
def latest(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """What was written last, of all measures and objectives that you may see."""
    return page_of(latest_commentaries(actor_of(request)), commentary_out, limit, offset)


@router.get("/measures/{code}/commentary", response=Page[CommentaryOut], summary="Commentary on a measure")
def on_measure(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Of the whole and of all units, the latest period first."""
    actor = actor_of(request)
    rows = commentaries_on(actor, measure_by_code(actor, code), has_all=True)
    return page_of(rows, commentary_out, limit, offset)


@router.get("/objectives/{code}/commentary", response=Page[CommentaryOut], summary="Commentary on an objective")
def on_objective(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Of the whole and of all units, the latest period first."""
    actor = actor_of(request)
    rows = commentaries_on(actor, objective_by_code(actor, code, ever=True), has_all=True)
    return page_of(rows, commentary_out, limit, offset)


@router.post("/measures/{code}/commentary", response=CommentaryOut, summary="Comment on a measure")
def comment_on_measure(request: HttpRequest, code: CodePath, payload: CommentaryIn) -> Any:
    """Puts it in the place of what was said of the period; the same again changes nothing."""
    actor = actor_of(request)
    return _written(actor, measure_by_code(actor, code), payload)


@router.post("/objectives/{code}/commentary", response=CommentaryOut, summary="Comment on an objective")
def comment_on_objective(request: HttpRequest, code: CodePath, payload: CommentaryIn) -> Any:
    """Puts it in the place of what was said of the period; the same again changes nothing."""
    actor = actor_of(request)
    return _written(actor, objective_by_code(actor, code), payload)


def _written(actor: Actor, thing: Measure | Objective, payload: CommentaryIn) -> Any:
    unit = unit_by_code(actor, payload.unit) if payload.unit else None
    try:
        period = Period.parse(payload.period)
    except ValueError as error:
        raise Invalid(str(error), field="period", value=payload.period) from None
    said = payload.dict(exclude={"unit", "period"})
    return commentary_out(write_commentary(actor, thing=thing, unit=unit, period=period, **said))
