"""A measure by a dimension: where it happens, and what moved the total. And in short, for the page of the measure."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoshin.accounts.access import Actor
from hoshin.base.paging import page_in_memory
from hoshin.breakdowns.policies import may_record_members
from hoshin.breakdowns.selectors.named import breakdowns_of
from hoshin.breakdowns.selectors.sums import differing_sums
from hoshin.breakdowns.selectors.where import BrokenDown, MemberLine, broken_down, lines_named, with_series
from hoshin.measures.selectors import measure_by_code
from hoshin.web.access import actor_of
from hoshin.web.breakdowns.drawing import MOST_BARS, multiple_svg, pareto_svg, span_of
from hoshin.web.breakdowns.fall import by_weight, decimals_of, part_address, steps_of
from hoshin.web.breakdowns.words import change_words, explained_words, looks_of
from hoshin.web.htmx import render
from hoshin.web.wording import percent_text

ON_A_PAGE, MULTIPLES, IN_SHORT = 20, 12, 3
MOST_BELOW, LONGEST_TEXT = 3, 100


@require_safe
def show(request: HttpRequest, code: str, dimension: str) -> HttpResponse:
    """All of it for one period beside an earlier one, or for the parts of a member."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    asked = {name: request.GET.get(name, "") for name in ("period", "since", "within")}
    found = broken_down(actor, measure, dimension, **asked)
    sort, text = request.GET.get("sort", ""), request.GET.get("find", "").strip()[:LONGEST_TEXT]
    below = {line.place.id: hits[:MOST_BELOW] for line, hits in lines_named(found, text)}
    named = [line for line in found.lines if line.place.id in below]
    page = page_in_memory(_sorted(named, sort), request.GET.get("page", ""), size=ON_A_PAGE)
    largest = by_weight(found.lines)[:MULTIPLES]
    with_series(actor, found, [*page.rows, *largest])
    context = {
        "measure": measure,
        "found": found,
        "page": page,
        "sort": sort,
        "text": text,
        "below": below,
        "kept_in_search": [(name, said) for name, said in {**asked, "sort": sort}.items() if said],
        "decimals": decimals_of(found),
        "addresses": {line.place.id: part_address(found, line) for line in found.lines},
        "steps": steps_of(found),
        "change": change_words(found),
        "explained": explained_words(found),
        "looks": looks_of(found),
        "multiples": _multiples(largest),
        "pareto": _pareto(found),
        "differing": _differing(actor, found),
        "may_record": may_record_members(actor, measure),
    }
    return render(request, "breakdowns/page.html", "breakdowns/_ranking.html", context)


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """The dimensions of a measure, each with the members that moved most: what the measure's page shows of them."""
    actor = actor_of(request)
    measure = measure_by_code(actor, code)
    breakdowns = breakdowns_of(actor, measure)
    found = broken_down(actor, measure, breakdowns[0].dimension.code) if breakdowns else None
    context = {
        "measure": measure,
        "breakdowns": breakdowns,
        "found": found,
        "first": by_weight(found.lines)[:IN_SHORT] if found else [],
        "decimals": decimals_of(found) if found else 0,
        "may_record": bool(breakdowns) and may_record_members(actor, measure),
    }
    return render(request, "breakdowns/short.html", "breakdowns/_short.html", context)


def _sorted(lines: Sequence[MemberLine], sort: str) -> list[MemberLine]:
    """By what a heading says, a minus before it turning the order round; else what moved most first."""
    keys: dict[str, Any] = {
        "name": lambda line: line.place.name.casefold(),
        "value": lambda line: line.now.value if line.now.value is not None else float("-inf"),
        "change": lambda line: line.change if line.change is not None else float("-inf"),
    }
    name = sort.removeprefix("-")
    if name not in keys:
        return by_weight(lines)
    return sorted(lines, key=keys[name], reverse=sort.startswith("-"))


def _multiples(lines: Sequence[MemberLine]) -> list[tuple[MemberLine, Any]]:
    """The largest members, each with its course, on one scale."""
    drawn = [line for line in lines if sum(value is not None for value in line.series) > 1]
    span = span_of([line.series for line in drawn])
    return [(line, multiple_svg(line.series, span, line.place.name)) for line in drawn]


def _pareto(found: BrokenDown) -> Any:
    """The chart of shares; nothing where members have none, or one has all."""
    told = [
        (line.cumulated, line.share) for line in found.lines if line.cumulated is not None and line.share is not None
    ]
    bars = [(share, cumulated) for cumulated, share in sorted(told)][:MOST_BARS]
    if len(bars) < 2 or bars[0][0] <= 0:
        return None
    words = _("%(count)s of %(among)s members make %(share)s of the total.") % {
        "count": found.most,
        "among": len(found.lines),
        "share": percent_text(bars[min(found.most, len(bars)) - 1][1]),
    }
    return {"words": words, "drawing": pareto_svg(bars, found.most, words), "left_out": len(told) - len(bars)}


def _differing(actor: Actor, found: BrokenDown) -> list[str]:
    if found.period is None:
        return []
    when = found.period.start
    return [str(one.said()) for one in differing_sums(actor, [found.breakdown.pk], since=when, until=when, limit=3)]
