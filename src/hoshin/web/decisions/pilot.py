"""What a pilot may cost, on the page of a question with two answers; which option to find out about, where there are more.

Nothing of it is kept: it stands in the address.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hoshin.decisions.assembly import Stakes, worth_of_options, worth_of_pilot
from hoshin.decisions.models import Decision, DecisionOption, DecisionState
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


class KnowingForm(forms.Form):
    """What each option brings beside doing nothing; those that are left empty are not looked at."""

    def __init__(self, *args: Any, options: Sequence[DecisionOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = options
        for at in range(len(options)):
            for name, label in (("low", _("At least")), ("middle", _("Expected")), ("high", _("At most"))):
                self.fields[f"{name}-{at}"] = NumberField(label=label, least=-_MOST, most=_MOST)

    def rows(self) -> list[tuple[DecisionOption, list[forms.BoundField]]]:
        """Each option with its three fields."""
        return [(option, [self[name] for name in _names(at)]) for at, option in enumerate(self.options)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for at in range(len(self.options)):
            given = [said.get(name) for name in _names(at)]
            if any(one is not None for one in given) and None in given:
                self.add_error(f"high-{at}", _now("Write all three numbers, or none."))
            elif None not in given and given != sorted(given):
                self.add_error(f"high-{at}", _now("The range runs backwards: write the smallest number first."))
        if not self.errors and len(self.given()) < 2:
            self.add_error(None, _now("Say of two options at least what they bring."))
        return said

    def given(self) -> list[tuple[DecisionOption, tuple[float, float, float]]]:
        """The options of which something is said, with their ranges."""
        found = []
        for at, option in enumerate(self.options):
            low, middle, high = (self.cleaned_data.get(name) for name in _names(at))
            if low is not None and middle is not None and high is not None:
                found.append((option, (low, middle, high)))
        return found


def _names(at: int) -> tuple[str, str, str]:
    return f"low-{at}", f"middle-{at}", f"high-{at}"


def knowing_of(request: HttpRequest, decision: Decision) -> dict[str, Any]:
    """Which of several options to find out about first; nothing where there are two answers, or the question is decided."""
    options = [one for one in decision.options.all() if not one.is_nothing]
    if decision.state != DecisionState.OPEN or len(options) < 2:
        return {"knowing": None}
    form = KnowingForm(request.GET if "middle-0" in request.GET else None, options=options)
    found: dict[str, Any] = {"knowing": form, "known": None}
    if form.is_bound and form.is_valid():
        given = form.given()
        worth = worth_of_options([ranges for _option, ranges in given])
        best = given[worth.best][0] if worth.best >= 0 else None
        each = [(option, known) for (option, _ranges), known in zip(given, worth.each, strict=True)]
        found |= {"known": worth, "best": best, "each": sorted(each, key=lambda one: -one[1])}
    return found


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
