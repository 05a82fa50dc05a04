"""The fields of a question, of taking a decision, and of looking at it again."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.base.periods import Period
from hoshin.decisions.models import LONGEST, Decision, DecisionSight
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measure_by_code
from hoshin.signals.models import Signal
from hoshin.signals.selectors import signal_by_number
from hoshin.web.found_field import FoundField, suggest
from hoshin.web.named_fields import ThingsField
from hoshin.web.number_field import NumberField

_USUAL_TIME = timedelta(days=180)
EXPECTED = ("effect_on", "effect_in", "expected_low", "expected", "expected_high")


def _day(label: Any, **named: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **named)


def _text(label: Any, example: Any = "", *, rows: int = 2, required: bool = False, help_text: Any = "") -> Any:
    area = forms.Textarea({"rows": rows, "placeholder": example} if example else {"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=area, help_text=help_text)


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000, required=False)


class DecisionForm(forms.Form):
    """What is to be decided, between which options, about what, by whom, and which effect is expected."""

    question = forms.CharField(
        label=_("Question"),
        max_length=300,
        widget=forms.TextInput({"placeholder": _("Do we open a second service desk in the north?")}),
    )
    context = _text(_("What it is about"), rows=3)
    options = _text(
        _("Options, one a line"),
        required=True,
        rows=3,
        help_text=_("To do nothing is always one of them: it is added."),
    )
    about = ThingsField(
        label=_("Objectives, measures, initiatives and risks (codes)"),
        help_text=_("With ; between. How they stand is kept with the decision when it is taken."),
    )
    decider = FoundField("people", label=_("Who decides"))
    visibility = forms.ChoiceField(label=_("Visible to"), choices=DecisionSight.choices)
    effect_on = forms.CharField(label=_("Expected to act on the measure (code)"), max_length=100, required=False)
    effect_in = forms.CharField(label=_("In the period"), max_length=10, required=False)
    expected_low = NumberField(label=_("At least"))
    expected = NumberField(label=_("Expected"))
    expected_high = NumberField(label=_("At most"))
    signal = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2_000_000_000)
    version = _version()

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.actor = actor
        decider = self.fields["decider"]
        assert isinstance(decider, FoundField), "people are found by typing"
        decider.bind_to(actor, "decider")
        about = self.fields["about"]
        assert isinstance(about, ThingsField)
        about.bind_to(actor, "about")
        suggest(self.fields["effect_on"], "effect_on", "measures", several=True)

    def clean_options(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]

    def clean_signal(self) -> Signal | None:
        number = self.cleaned_data["signal"]
        try:
            return signal_by_number(self.actor, number) if number else None
        except NotFound as error:
            raise forms.ValidationError(str(error)) from None

    def clean_effect_on(self) -> Measure | None:
        code = self.cleaned_data["effect_on"].strip()
        if not code:
            return None
        try:
            return measure_by_code(self.actor, code)
        except NotFound as error:
            raise forms.ValidationError(str(error)) from None

    def clean_effect_in(self) -> Period | None:
        text = self.cleaned_data["effect_in"].strip()
        if not text:
            return None
        try:
            return Period.parse(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class TakingForm(forms.Form):
    """Which option, why, how sure, and when it is looked at again."""

    option = forms.ChoiceField(label=_("We choose"), widget=forms.RadioSelect)
    reasons = _text(_("Why this one"), required=True)
    confidence = NumberField(
        unit="%",
        scale=0.01,
        least=0,
        most=100,
        is_whole=True,
        label=_("How sure are you that it turns out well, in percent"),
        required=False,
    )
    is_reversible = forms.BooleanField(label=_("It can be reversed"), required=False, initial=True)
    dissent = _text(_("Who saw it otherwise, and why"))
    review_on = _day(_("Looked at again on"))
    version = _version()

    def __init__(self, *arguments: Any, decision: Decision, **named: Any) -> None:
        super().__init__(*arguments, **named)
        chosen = self.fields["option"]
        assert isinstance(chosen, forms.ChoiceField), "one of several"
        chosen.choices = [(str(option.pk), option.name) for option in decision.options.all()]
        self.fields["review_on"].initial = clock.today() + _USUAL_TIME
        self.fields["version"].initial = decision.version


class DecisionReviewForm(forms.Form):
    """How it was taken, how it turned out, why, and what now."""

    is_process_good = forms.TypedChoiceField(
        label=_("Was it taken well, with what could be known then?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    is_outcome_good = forms.TypedChoiceField(
        label=_("Did it turn out well?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    why = _text(_("Why did it come so?"), required=True)
    next_steps = _text(_("What now?"))
    version = _version()


def question_values(decision: Decision) -> dict[str, Any]:
    """A decision as the form of its question shows it."""
    names = ("question", "context", "visibility", "expected_low", "expected", "expected_high", "version")
    return {name: getattr(decision, name) for name in names} | {
        "options": "\n".join(option.name for option in decision.options.all() if not option.is_nothing),
        "about": "; ".join(subject.thing.code for subject in decision.subjects.all()),
        "decider": decision.decider_id or "",
        "effect_on": decision.effect_on.code if decision.effect_on else "",
        "effect_in": str(decision.effect_in or ""),
    }
