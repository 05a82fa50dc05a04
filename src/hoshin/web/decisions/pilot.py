"""What a pilot may cost, on the page of a question with two answers. Nothing of it is kept: it stands in the address."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hoshin.decisions.assembly import Stakes, worth_of_pilot
from hoshin.decisions.models import Decision, DecisionState
from hoshin.web.number_field import NumberField

_MOST = 1e15


class PilotForm(forms.Form):
    """What acting brings beside doing nothing, and what a pilot would be."""

    low = NumberField(label=_("Acting brings at least"), required=True, least=-_MOST, most=_MOST)
    middle = NumberField(label=_("Expected"), required=True, least=-_MOST, most=_MOST)
    high = NumberField(label=_("At most"), required=True, least=-_MOST, most=_MOST)
    observations = NumberField(
        label=_("How many does the pilot observe"), required=True, least=1, most=1_000_000, is_whole=True
    )
    spread = NumberField(
        label=_("How far does one of them usually lie from the truth"), required=True, least=0, most=_MOST
    )
    cost = NumberField(label=_("The pilot costs"), least=0, most=_MOST)
    delay = NumberField(label=_("Waiting for it costs"), least=0, most=_MOST)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        given = [said[name] for name in ("low", "middle", "high") if said.get(name) is not None]
        if given != sorted(given):
            self.add_error("high", _now("The range runs backwards: write the smallest number first."))
        return said


def pilot_of(request: HttpRequest, decision: Decision) -> dict[str, Any]:
    """The form, and what came of it where it was filled; nothing where the question is not whether to act."""
    if decision.state != DecisionState.OPEN or len(decision.options.all()) != 2:
        return {"pilot": None}
    form = PilotForm(request.GET if "middle" in request.GET else None)
    worth = None
    if form.is_bound and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if value is not None}
        worth = worth_of_pilot(Stakes(**said))
    return {"pilot": form, "worth": worth}
