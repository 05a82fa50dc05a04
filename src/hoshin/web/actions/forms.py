"""The fields of a corrective action, of its check, and of accepting a deviation."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.actions.models import BONES, LONGEST, LONGEST_LINE, WHYS, ActionNext, ActionOutcome, CorrectiveAction
from hoshin.actions.services.acting import CHECKED_AFTER
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measure_by_code
from hoshin.web.found_field import FoundField, suggest
from hoshin.web.number_field import NumberField

# What is proposed for the first time: four weeks.
_USUAL_TIME = timedelta(days=28)


def _day(label: Any, **named: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **named)


def _text(
    label: Any, example: Any = "", *, longest: int = LONGEST, rows: int = 2, required: bool = False
) -> forms.CharField:
    area = forms.Textarea({"rows": rows, "placeholder": example} if example else {"rows": rows})
    return forms.CharField(label=label, required=required, max_length=longest, widget=area)


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000, required=False)


class CorrectiveForm(forms.Form):
    """What happened, why, what is done, by whom, by when, and what is expected of it."""

    happened = _text(_("What happened"), _("Answers took 31 hours in October instead of 24."))
    why_1 = _text(_("Why?"), _("Two of five people were away."), longest=LONGEST_LINE)
    why_2 = _text(_("And why is that?"), longest=LONGEST_LINE)
    why_3 = _text(_("And why is that? (third)"), longest=LONGEST_LINE)
    why_4 = _text(_("And why is that? (fourth)"), longest=LONGEST_LINE)
    why_5 = _text(_("And why is that? (fifth)"), longest=LONGEST_LINE)
    people = _text(_("People"), longest=LONGEST_LINE)
    process = _text(_("Process"), longest=LONGEST_LINE)
    equipment = _text(_("Equipment"), longest=LONGEST_LINE)
    material = _text(_("Material"), longest=LONGEST_LINE)
    environment = _text(_("Environment"), longest=LONGEST_LINE)
    measurement = _text(_("Measurement"), longest=LONGEST_LINE)
    cause = _text(_("Cause"), _("Nobody stands in when somebody is away: there is no roster."))
    name = forms.CharField(
        label=_("What is done"),
        max_length=300,
        widget=forms.TextInput({"placeholder": _("A roster of who stands in for whom, from 1 December")}),
    )
    owner = FoundField("people", label=_("Who does it"), required=True)
    starts_on = _day(_("Begins"), required=False)
    due_on = _day(_("Due"))
    cost = NumberField(least=0, label=_("Cost"))
    effect_on = forms.CharField(label=_("Acts on the measure (code)"), max_length=100, required=False)
    expected_low = NumberField(label=_("Expected change, from"))
    expected_high = NumberField(label=_("to"))
    check_on = _day(_("Effect expected and checked on"), required=False)
    version = _version()
    unit = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.actor = actor
        owner = self.fields["owner"]
        assert isinstance(owner, FoundField)
        owner.bind_to(actor, "owner")
        suggest(self.fields["effect_on"], "effect_on", "measures", several=True)

    @classmethod
    def begun(cls, actor: Actor, owner: int | None, unit: str, **said: Any) -> "CorrectiveForm":
        """Empty, but for the owner of the thing, and days that are usual."""
        today = clock.today()
        due = today + _USUAL_TIME
        usual = {"starts_on": today, "due_on": due, "check_on": due + CHECKED_AFTER, "owner": owner or "", "unit": unit}
        return cls(actor=actor, initial=usual | said)

    @classmethod
    def of(cls, actor: Actor, action: CorrectiveAction) -> "CorrectiveForm":
        """The action as it is."""
        return cls(actor=actor, initial=action_values(action))

    def clean_effect_on(self) -> Measure | None:
        code = self.cleaned_data["effect_on"].strip()
        if not code:
            return None
        try:
            return measure_by_code(self.actor, code)
        except NotFound as error:
            raise forms.ValidationError(str(error)) from None


def action_values(action: CorrectiveAction) -> dict[str, Any]:
    """An action as its form shows it."""
    names = ("happened", *WHYS, *BONES, "cause", "name", "starts_on", "due_on", "cost", "expected_low", "expected_high",
             "check_on", "version")  # fmt: skip
    found = {name: getattr(action, name) for name in names}
    return found | {
        "owner": action.owner_id or "",
        "effect_on": action.effect_on.code if action.effect_on else "",
        "unit": action.unit.code if action.unit else "",
    }


class CheckForm(forms.Form):
    """Whether it helped, in the words of whoever checks, and what follows."""

    outcome = forms.ChoiceField(label=_("Did it work?"), choices=ActionOutcome.choices, widget=forms.RadioSelect)
    conclusion = _text(
        _("What you conclude"), _("The roster held over two holidays; answers came in time."), rows=3, required=True
    )
    next_step = forms.ChoiceField(
        label=_("What now"), required=False, choices=(("", _("Nothing more")), *ActionNext.choices)
    )
    version = _version()


class DropForm(forms.Form):
    conclusion = _text(_("Why it is dropped"), _("The supplier changed; the cause is gone."), required=True)
    version = _version()


class AcceptForm(forms.Form):
    """Why it is accepted that something is off track, and until when."""

    reason = _text(
        _("Why it is accepted"), _("The harbour is closed until March; nothing of ours changes that."), required=True
    )
    ends_on = _day(_("Until (this day included)"))
    unit = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
