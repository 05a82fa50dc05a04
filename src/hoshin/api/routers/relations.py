"""Relations that are granted, for days and with a reason: dotted lines, and HR of a unit."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import LimitQuery, OffsetQuery
from hoshin.api.schemas.relations import RelationEndIn, RelationIn, RelationOut, relation_out
from hoshin.org.models import GrantedRelationKind
from hoshin.org.policies import granted_relations_visible_to
from hoshin.org.selectors import granted_relation_by_number, person_by_employee_id, unit_by_code
from hoshin.org.services import end_relation, grant_relation

router = Router(tags=["organisation"])
_Number = Annotated[int, Path(ge=1, le=2**53, description="The number of a granted relation.")]


@router.get("/relations", response=Page[RelationOut], summary="Dotted lines, and who is HR of which unit")
def relations(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Those that were given to you or lead to you, the latest first; all of them for whoever manages users."""
    rows = granted_relations_visible_to(actor_of(request)).select_related("person", "to_person", "to_unit")
    return page_of(rows, relation_out, limit, offset)


@router.post("/relations", response=RelationOut, summary="Grant a dotted line, or HR of a unit")
def grant(request: HttpRequest, payload: RelationIn) -> Any:
    """For days and with a reason, which stay in the trail. For whoever manages users."""
    actor = actor_of(request)
    to_unit = payload.relation == GrantedRelationKind.HR_OF_UNIT
    granted = grant_relation(
        actor,
        person=person_by_employee_id(actor, payload.person),
        relation=payload.relation,
        to=unit_by_code(actor, payload.to) if to_unit else person_by_employee_id(actor, payload.to),
        reason=payload.reason,
        valid_from=payload.valid_from,
        valid_to=payload.valid_to,
    )
    return relation_out(granted)


@router.post("/relations/{number}/end", response=RelationOut, summary="End a granted relation")
def end(request: HttpRequest, number: _Number, payload: RelationEndIn) -> Any:
    """From a day on. Ended on its first day it never held."""
    actor = actor_of(request)
    return relation_out(end_relation(actor, granted=granted_relation_by_number(actor, number), day=payload.on))
