"""Measures of which nobody said yet whether their values are summed or averaged over the units that hold them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from hoshin.accounts.access import Right, require
from hoshin.measures.models import AcrossUnits
from hoshin.measures.selectors import measures_to_confirm
from hoshin.measures.services import choose_across_units
from hoshin.web.access import actor_of
from hoshin.web.htmx import notice, redirect, render


def show(request: HttpRequest) -> HttpResponse:
    """The measures to look at with what is proposed; saving confirms what was chosen, for all of them at once."""
    actor = actor_of(request)
    require(actor, Right.EDIT_PLAN)
    measures = measures_to_confirm(actor)
    if request.method == "POST":
        chosen = {
            measure: way for measure in measures if (way := request.POST.get(f"way-{measure.pk}")) in AcrossUnits.values
        }
        outcome = choose_across_units(actor, choices=chosen)
        text = ngettext(
            "Confirmed one measure; changed: %(changed)s.",
            "Confirmed %(count)s measures; changed: %(changed)s.",
            len(chosen),
        )
        notice(request, text % {"count": len(chosen), "changed": outcome.changed}, None)
        return redirect(request, "measures")
    context = {"measures": measures, "ways": AcrossUnits.choices}
    return render(request, "measures/across_units.html", context=context)
