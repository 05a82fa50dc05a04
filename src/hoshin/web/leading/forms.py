"""The fields of an announcement, a question about it, and its answer."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.leading.models import LONGEST, LONGEST_QUESTION
from hoshin.leading.policies import LeadingRight, reports_of, units_to_lead
from hoshin.org.models import Unit
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.forms import offer
from hoshin.web.found_field import MARK

MOST_UNITS = 200
# No code of a unit is like it.
_TEAM = "/team"


class AnnouncementForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(label=_("What, and why"), max_length=LONGEST, widget=forms.Textarea({"rows": 8}))
    unit = forms.ChoiceField(label=_("For"), required=False)
    objective = forms.CharField(label=_("The objective that it serves"), required=False, max_length=600)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args: Any, actor: Actor, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.units = {unit.code: unit for unit in units_to_lead(actor)[:MOST_UNITS]}
        choices = [(unit.code, unit.name) for unit in self.units.values()]
        if is_new and reports_of(actor).exists():
            choices.insert(0, (_TEAM, translated("my team: those who report to me")))
        if actor.has(LeadingRight.ANNOUNCE_TO_ALL):
            choices.insert(0, ("", translated("everybody")))
        offer(self, "unit", choices)
        self.fields["unit"].required = not actor.has(LeadingRight.ANNOUNCE_TO_ALL)
        if not is_new:
            del self.fields["unit"]
        self.fields["objective"].widget.attrs |= {
            "list": "found-objective",
            "autocomplete": "off",
            "hx-get": reverse("plan_choices", args=["objectives"]),
            "hx-trigger": "input changed delay:150ms",
            "hx-target": "#found-objective",
            "hx-swap": "innerHTML",
        }

    def clean_objective(self) -> Objective | None:
        text = self.cleaned_data["objective"].strip()
        if not text:
            return None
        try:
            return objective_by_code(self.actor, text.split(MARK)[0].strip())
        except NotFound:
            raise forms.ValidationError(_("No objective has this code. Choose one of the list.")) from None

    @property
    def for_unit(self) -> Unit | None:
        return self.units.get(self.cleaned_data.get("unit", ""))

    @property
    def for_team(self) -> bool:
        return self.cleaned_data.get("unit") == _TEAM


class QuestionForm(forms.Form):
    text = forms.CharField(label=_("Your question"), max_length=LONGEST_QUESTION, widget=forms.Textarea({"rows": 2}))


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Your answer"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
