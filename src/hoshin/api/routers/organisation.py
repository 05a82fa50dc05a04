"""Units, people, and the trail of changes."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import AfterValidator

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import (
    LINE,
    CodePath,
    DayQuery,
    LimitQuery,
    OffsetQuery,
    SearchQuery,
    UnitQuery,
    within_centuries,
)
from hoshin.api.schemas.organisation import (
    BelongingOut,
    DirectoryOut,
    HandedOverOut,
    HandOverIn,
    PersonOut,
    TrailOut,
    UnitOut,
    belonging_out,
    change_out,
    found_out,
    person_out,
    unit_out,
)
from hoshin.audit.selectors import trail
from hoshin.base.words import begins_with, holds
from hoshin.org.belongings import belongings
from hoshin.org.directory import directory_found
from hoshin.org.policies import people_visible_to, units_visible_to
from hoshin.org.positions import managers_above
from hoshin.org.selectors import person_by_employee_id, unit_by_code
from hoshin.org.services import hand_over
from hoshin.org.services.handing_over import MOST

router = Router(tags=["organisation"])
_Day = Annotated[date, AfterValidator(within_centuries)]
_On = Annotated[_Day | None, Query(description="A day; today where left out.")]
_Words = Annotated[str, Query(pattern=LINE, min_length=1, max_length=100, description="Words, or their beginnings.")]
_Most = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
_Before = Annotated[int | None, Query(ge=1, le=2**53, description="Continue behind the change of this number.")]
_Who = Annotated[str, Query(pattern=LINE, max_length=100, description="Part of the name of whoever did it.")]
_Verb = Annotated[str, Query(pattern=LINE, max_length=60, description="What was done, such as record_actual.")]


@router.get("/units", response=Page[UnitOut], summary="Units")
def units(request: HttpRequest, q: SearchQuery = "", limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Units by code."""
    found = units_visible_to(actor_of(request)).select_related("parent", "head").order_by("code")
    if q:
        found = found.filter(holds(q))
    return page_of(found, unit_out, limit, offset)


@router.get("/units/{code}", response=UnitOut, summary="One unit")
def unit(request: HttpRequest, code: CodePath) -> Any:
    """With its parent and its head."""
    return unit_out(unit_by_code(actor_of(request), code))


@router.get("/people", response=Page[PersonOut], summary="People")
def people(
    request: HttpRequest, q: SearchQuery = "", unit: UnitQuery = None, limit: LimitQuery = 100, offset: OffsetQuery = 0
) -> Any:
    """People by name; `q` is part of a name, or the beginning of an e-mail address or employee id."""
    found = people_visible_to(actor_of(request)).select_related("unit", "manager")
    if unit:
        found = found.filter(unit__code__iexact=unit)
    if q:
        found = found.filter(begins_with(q, codes=("employee_id", "email")))
    return page_of(found.order_by("name", "id"), person_out, limit, offset)


@router.get("/people/{code}", response=PersonOut, summary="One person")
def person(request: HttpRequest, code: CodePath) -> Any:
    """By employee id."""
    return person_out(person_by_employee_id(actor_of(request), code))


@router.get("/people/{code}/reports", response=Page[PersonOut], summary="Who reports to somebody")
def reports(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Directly, by name."""
    actor = actor_of(request)
    found = people_visible_to(actor).filter(manager=person_by_employee_id(actor, code))
    return page_of(found.select_related("unit", "manager").order_by("name", "id"), person_out, limit, offset)


@router.get("/people/{code}/line", response=list[PersonOut], summary="The managers above somebody")
def line(request: HttpRequest, code: CodePath, on: _On = None) -> Any:
    """The nearest first, up to the top, as it is today or was on a day."""
    actor = actor_of(request)
    return [person_out(one) for one in managers_above(actor, person_by_employee_id(actor, code), on)]


@router.get("/directory", response=DirectoryOut, summary="Find people")
def directory(request: HttpRequest, q: _Words, limit: _Most = 30) -> Any:
    """People of whom each word begins one of the name, title or skills, or names their unit; and units called so."""
    found = directory_found(actor_of(request), q, limit)
    return {
        "people": [found_out(one) for one in found.people],
        "units": [{"code": unit.code, "name": unit.name} for unit in found.units],
        "has_more": found.has_more,
    }


@router.get("/people/{code}/belongings", response=list[BelongingOut], summary="What is somebody's")
def belongings_of(request: HttpRequest, code: CodePath) -> Any:
    """Objectives and measures that they own or supply, units that they head, people who report to them."""
    actor = actor_of(request)
    found = person_by_employee_id(actor, code)
    return [belonging_out(kind, row) for kind in belongings().values() for row in kind.of(actor, found)[:MOST]]


@router.post("/people/{code}/hand-over", response=HandedOverOut, summary="Hand over what is somebody's")
def hand_over_all(request: HttpRequest, code: CodePath, body: HandOverIn) -> Any:
    """All of it, or all of some kinds, to somebody else, in one step. For the strategy office."""
    actor = actor_of(request)
    found, to = person_by_employee_id(actor, code), person_by_employee_id(actor, body.to)
    kinds = [kind for kind in belongings().values() if body.kinds is None or kind.code in body.kinds]
    things = {kind.code: list(kind.of(actor, found).values_list("pk", flat=True)[: MOST + 1]) for kind in kinds}
    return {"handed_over": hand_over(actor, person=found, to=to, things=things)}


@router.get("/audit", response=TrailOut, summary="The trail of changes", tags=["audit"])
def audit(
    request: HttpRequest,
    who: _Who = "",
    verb: _Verb = "",
    q: SearchQuery = "",
    since: DayQuery = None,
    until: DayQuery = None,
    before: _Before = None,
    limit: LimitQuery = 50,
) -> Any:
    """What everybody changed, newest first, with the rows before and after. For the strategy office."""
    found = trail(actor_of(request), who=who, verb=verb, text=q, since=since, until=until, before=before, size=limit)
    return {"changes": [change_out(change) for change in found.changes], "before": found.before}
