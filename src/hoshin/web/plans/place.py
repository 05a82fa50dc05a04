"""Which branches of the outline stand open, as its address says it; everything that is done keeps them so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from hoshin.strategy.outline import Span
from hoshin.web.way_back import stands_on

MOST_OPEN = 100
WIDEST = 1_000
LOOSE = "perspective-0"


@dataclass(frozen=True, slots=True)
class OutlinePlace:
    """Codes of objectives that are opened or folded against the default, and spans of long levels.

    Spans are by kind and id of what is above, such as "perspective-3"; "perspective-0" gathers what is in none.
    """

    plan: str = ""
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict)
    is_loose: bool = False

    def is_open(self, code: str, *, otherwise: bool) -> bool:
        folded = code.casefold()
        if otherwise:
            return folded not in (one.casefold() for one in self.closed)
        return folded in (one.casefold() for one in self.opened)

    def opening(self, *codes: str) -> "OutlinePlace":
        """The same with these open."""
        folded = {code.casefold() for code in codes}
        kept = tuple(code for code in self.opened if code.casefold() not in folded)
        closed = tuple(code for code in self.closed if code.casefold() not in folded)
        return replace(self, opened=(*kept, *codes)[-MOST_OPEN:], closed=closed)

    def folding(self, code: str, *, otherwise: bool) -> "OutlinePlace":
        """The same with this one folded, where it stands open of itself or not."""
        folded = code.casefold()
        opened = tuple(one for one in self.opened if one.casefold() != folded)
        closed = (*self.closed, code)[-MOST_OPEN:] if otherwise else self.closed
        return replace(self, opened=opened, closed=closed)

    def showing(self, key: str, span: Span) -> "OutlinePlace":
        return replace(self, spans={**self.spans, key: span})

    def with_loose(self) -> "OutlinePlace":
        return replace(self, is_loose=True)

    @property
    def address(self) -> str:
        """The page in this state."""
        query: list[tuple[str, str]] = [("plan", self.plan)]
        query += [("open", code) for code in self.opened] + [("closed", code) for code in self.closed]
        query += [("part", f"{key}:{span.first}-{span.last}") for key, span in self.spans.items()]
        return f"{reverse('plan_edit')}?{urlencode(query + ([('loose', '1')] if self.is_loose else []))}"

    def spans_of(self, kind: str) -> dict[int, Span]:
        """By id the spans under things of a kind."""
        named = ((*key.rpartition("-"), span) for key, span in self.spans.items())
        return {int(pk): span for of, _dash, pk, span in named if of == kind}


def place_of(request: HttpRequest, plan: str) -> OutlinePlace:
    """What stands open on the page that is asked for, or on the one from which HTMX asks."""
    query = request.META.get("QUERY_STRING", "")
    if stands_on(request, "plan_edit"):
        query = urlsplit(request.htmx.current_url or "").query
    values = parse_qs(query[:20_000])
    spans = dict(filter(None, map(_span, values.get("part", [])[:MOST_OPEN])))
    opened, closed = (tuple(dict.fromkeys(values.get(name, [])))[-MOST_OPEN:] for name in ("open", "closed"))
    return OutlinePlace(plan, opened, closed, spans, bool(values.get("loose")))


def _span(text: str) -> tuple[str, Span] | None:
    found = re.fullmatch(r"((?:perspective|objective)-\d{1,18}):(\d{1,9})-(\d{1,9})", text)
    if not found:
        return None
    first, last = int(found[2]), int(found[3])
    return found[1], Span(first, max(first + 1, min(last, first + WIDEST)))
