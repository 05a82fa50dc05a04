"""What each unit gave to a score, as a page; and in a sentence, what a unit gives to the same thing above it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoshin.base.amounts import number_text
from hoshin.base.errors import NotFound
from hoshin.scorecards.selectors import ByUnits, GivenAbove, by_units, node_by_id
from hoshin.web.access import actor_of
from hoshin.web.htmx import render
from hoshin.web.why.fall import TOO_SMALL
from hoshin.web.wording import percent_text, period_text

SHOWN = 50


@require_safe
def show(request: HttpRequest, node: int) -> HttpResponse:
    """The units below a score with what each gave and how it moved it; beside another page what the unit itself gives."""
    actor = actor_of(request)
    thing = node_by_id(actor, node)
    query = request.GET
    found = by_units(
        actor,
        thing,
        period=query.get("period"),
        since=query.get("since") or None,
        shown=None if query.get("all") else SHOWN,
    )
    if found is None:
        raise NotFound("score of that number yet", str(node))
    context = {
        "found": found,
        "line": found.line,
        "plan": thing.plan,
        "gives": gives_words(found.above, found) if found.above else "",
        "rests": _rests(found),
    }
    return render(request, "why/units.html", "why/_gives.html", context)


def gives_words(above: GivenAbove, found: ByUnits) -> str:
    """What a unit gives above, in a sentence; nothing where there is no score."""
    gift, line = above.gift, above.line
    if gift.points is None or line.score is None:
        return ""
    of_unit = _("Of the %(score)s points of %(name)s it gives %(points)s, and counts for %(share)s.")
    of_whole = _("Of the %(score)s points of the whole it gives %(points)s, and counts for %(share)s.")
    said = (of_unit if line.unit_name else of_whole) % {
        "score": number_text(line.score, 1),
        "name": line.unit_name,
        "points": number_text(gift.points, 1),
        "share": percent_text(gift.share, 1),
    }
    if gift.moved is None or abs(gift.moved) < TOO_SMALL:
        return said
    moved = (
        _("Since %(since)s it has raised them by %(points)s.")
        if gift.moved > 0
        else _("Since %(since)s it has lowered them by %(points)s.")
    )
    return f"{said} {moved % {'since': period_text(found.since), 'points': number_text(abs(gift.moved), 1)}}"


def _rests(found: ByUnits) -> list[tuple[str, object]]:
    """What stands beside the units, in words, with its points."""
    named = (
        (_("What no unit holds, or what cannot be told by unit"), found.apart),
        (_("Weights, and what came or went above the units"), found.weights),
        (_("Parts that you may not see"), found.unseen),
    )
    return [(words, points) for words, points in named if points is not None]
