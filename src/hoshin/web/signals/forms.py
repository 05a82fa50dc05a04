"""The forms of signals: a day until which one rests, somebody to hand it to, how a rule is set, a rule of one's own."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measure_by_code
from hoshin.signals.kinds import RuleSetting
from hoshin.signals.models import LONGEST_PLAY, MOST_PERIODS, WatchComparison
from hoshin.signals.policies import SignalRight
from hoshin.web.found_field import MARK, FoundField
from hoshin.web.number_field import NumberField

A_WEEK = timedelta(days=7)


class SnoozeForm(forms.Form):
    until = forms.DateField(label=_("Until"), widget=forms.DateInput({"type": "date"}), required=False)

    def clean_until(self) -> date:
        """A week, where no day is said."""
        until: date | None = self.cleaned_data["until"]
        return until or clock.today() + A_WEEK


class HandOverForm(forms.Form):
    person = FoundField("people", label=_("To"), required=True)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, FoundField)
        field.bind_to(actor, self.add_prefix("person"))


class NewOwnerForm(HandOverForm):
    """Somebody who owns a measure from now on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = _("New owner")


class RuleForm(forms.Form):
    is_on = forms.BooleanField(label=_("It speaks"), required=False)
    play = forms.CharField(
        label=_("What usually helps"), required=False, max_length=LONGEST_PLAY, widget=forms.Textarea({"rows": 5})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args: Any, setting: RuleSetting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setting = setting
        for cut in setting.kind.cuts:
            field = NumberField(label=cut.label, required=True)
            said = {"usual": f"{cut.usual:g}", "least": f"{cut.least:g}", "most": f"{cut.most:g}"}
            field.help_text = translated("Usually %(usual)s; from %(least)s to %(most)s.") % said
            self.fields[cut.name] = field
        self.order_fields(["is_on", *(cut.name for cut in setting.kind.cuts), "play"])

    def cuts(self) -> dict[str, float]:
        return {cut.name: self.cleaned_data[cut.name] for cut in self.setting.kind.cuts}


class WatchRuleForm(forms.Form):
    name = forms.CharField(label=_("What you call it"), max_length=300)
    measure = forms.CharField(label=_("When this measure"), required=False, max_length=600)
    formula = forms.CharField(
        label=_("or this formula"), required=False, max_length=2_000, widget=forms.Textarea({"rows": 2})
    )
    comparison = forms.ChoiceField(label=_("is"), choices=WatchComparison.choices)
    line = NumberField(label=_("this line"), required=True)
    periods = NumberField(
        label=_("for so many periods in a row"), least=1, most=MOST_PERIODS, is_whole=True, initial=1, required=True
    )
    tells = FoundField("people", label=_("tell"), help_text=_("You, where nobody is named."))
    is_on = forms.BooleanField(label=_("It speaks"), required=False, initial=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        tells = self.fields["tells"]
        assert isinstance(tells, FoundField)
        tells.bind_to(actor, "tells")
        if not actor.has(SignalRight.WATCH_FOR_OTHERS):
            del self.fields["tells"]
        self.fields["measure"].widget.attrs |= {
            "list": "found-measure",
            "autocomplete": "off",
            "hx-get": reverse("plan_choices", args=["measures"]),
            "hx-trigger": "input changed delay:150ms",
            "hx-target": "#found-measure",
            "hx-swap": "innerHTML",
        }

    def clean_measure(self) -> Measure | None:
        text = self.cleaned_data["measure"].strip()
        if not text:
            return None
        try:
            return measure_by_code(self.actor, text.split(MARK)[0].strip())
        except NotFound:
            raise forms.ValidationError(_("No measure has this code. Choose one of the list.")) from None
