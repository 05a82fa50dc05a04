"""What the links of a map rest on: in the map's table, by verdict, and one link in full."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hoshin.hypotheses.models import LinkTest, WhatDataSay
from hoshin.hypotheses.selectors import link_by_number, link_test_of
from hoshin.web.access import actor_of
from hoshin.web.htmx import render
from hoshin.web.strategy_map.link_drawing import correlations_drawn, ends_shown
from hoshin.web.strategy_map.link_words import in_short, not_proved, sentences_of

UNTESTED = "untested"


@dataclass(frozen=True, slots=True)
class SaidOfLink:
    """How a link is drawn and what is said of it: `code` is the verdict, or that it was not tested as it stands."""

    code: str
    words: Any
    figure: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True)
class SaidKind:
    """A kind of what is said, for legend and filter: how many links there are of it."""

    code: str
    words: Any
    count: int


def said_of(test: LinkTest | None) -> SaidOfLink:
    """What the map says of a link."""
    if test is None:
        return SaidOfLink(UNTESTED, _("not tested yet"))
    return SaidOfLink(test.verdict, WhatDataSay(test.verdict).label, in_short(test), test.is_leading)


def said_of_links(links: Sequence[Any], tests: Mapping[int, LinkTest]) -> dict[int, SaidOfLink]:
    """The same for each link, by its number."""
    return {link.pk: said_of(tests.get(link.pk)) for link in links}


def kinds_said(said: Mapping[int, SaidOfLink]) -> list[SaidKind]:
    """The kinds that there are on the map, in order of what they say for it."""
    counts = Counter(one.code for one in said.values())
    words = {**{one.value: one.label for one in WhatDataSay}, UNTESTED: _("not tested yet")}
    return [SaidKind(code, text, counts[code]) for code, text in words.items() if counts[code]]


@require_safe
def show_link(request: HttpRequest, link_id: int) -> HttpResponse:
    """One link held against the data: the verdict, the series, the correlations, and what it does not prove."""
    actor = actor_of(request)
    link = link_by_number(actor, link_id)
    test = link_test_of(actor, link)
    context = {
        "link": link,
        "plan": link.cause.plan,
        "test": test,
        "said": said_of(test),
        "sentences": sentences_of(test) if test else [],
        "not_proved": not_proved(),
        "ends": ends_shown(test) if test else [],
        "correlations": correlations_drawn(test) if test and test.correlations and test.found is not None else None,
    }
    return render(request, "strategy_map/link_test.html", context=context)
