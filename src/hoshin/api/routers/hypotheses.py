"""What a plan says drives what, and what the data say of it."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from hoshin.api.auth import actor_of
from hoshin.api.pagination import Page, page_of
from hoshin.api.parameters import CodePath, LimitQuery, OffsetQuery
from hoshin.api.schemas.hypotheses import CausalLinkOut, causal_link_out
from hoshin.hypotheses.selectors import link_tests_of
from hoshin.strategy.selectors import causal_links, plan_by_code

router = Router(tags=["plans"])


@router.get("/plans/{code}/causal-links", response=Page[CausalLinkOut], summary="Links of the strategy map, as tested")
def causal_links_of_plan(request: HttpRequest, code: CodePath, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> Any:
    """Each link with its stated lag and direction, and whether the values of both ends bear it out."""
    actor = actor_of(request)
    links = causal_links(actor, plan_by_code(actor, code))
    tests = link_tests_of(actor, [link.pk for link in links[offset : offset + limit]])
    return page_of(links, lambda link: causal_link_out(link, tests.get(link.pk)), limit, offset)
