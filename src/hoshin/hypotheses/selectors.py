"""Finds what the data say of links, for whoever may see both ends."""

from collections.abc import Collection

from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.single import single
from hoshin.hypotheses.models import LinkTest
from hoshin.hypotheses.policies import link_tests_visible_to
from hoshin.strategy.models import CausalLink
from hoshin.strategy.policies import causal_links_visible_to


def link_by_number(actor: Actor, number: int) -> CausalLink:
    """The causal link of that number. NotFound."""
    link = single(causal_links_visible_to(actor).filter(pk=number))
    if link is None:
        raise NotFound("link", str(number))
    return link


def link_test_of(actor: Actor, link: CausalLink) -> LinkTest | None:
    """What the data say of a link as it stands; None before it was tested so. One query."""
    return single(
        _current(link_tests_visible_to(actor)).filter(link=link).select_related("cause_measure", "effect_measure")
    )


def link_tests_of(actor: Actor, links: Collection[int]) -> dict[int, LinkTest]:
    """What the data say of links as they stand, by link. One query."""
    found = _current(link_tests_visible_to(actor)).filter(link__in=links).order_by()
    return {test.link_id: test for test in found.select_related("cause_measure", "effect_measure")}


def led_said(actor: Actor, measure: int) -> QuerySet[LinkTest]:
    """The tests by which a measure improves the forecast of another, each with what is told of it in one column, `said`:
    the link, code and name of what it leads, and by how many periods."""
    found = _current(link_tests_visible_to(actor)).filter(cause_measure=measure, is_leading=True).order_by()
    return found.annotate(
        said=JSONObject(
            link="link_id", code="effect_measure__code", name="effect_measure__name", lead="lead", frequency="frequency"
        )
    )


def _current(tests: QuerySet[LinkTest]) -> QuerySet[LinkTest]:
    """Those of links that say today what was tested."""
    is_current = {"sign": F("link__sign"), "lag_months": F("link__lag_months")}
    without_lag = {"sign": F("link__sign"), "lag_months": None, "link__lag_months": None}
    return tests.filter(**is_current) | tests.filter(**without_lag)
