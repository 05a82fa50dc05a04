"""The fields of a goal beside its key results and what it serves, and those of a cycle."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.okrs.rows import ResultKind
from hoshin.okrs.selectors import cycles_listed
from hoshin.strategy.choices import Visibility
from hoshin.strategy.policies import plans_visible_to

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
KINDS = (
    (ResultKind.NUMBER, _("from a number to another")),
    (ResultKind.BAND, _("between two numbers")),
    (ResultKind.MILESTONE, _("done or not, in per cent")),
    (ResultKind.LEVELS, _("levels: 1 committed, 2 target, 3 more")),
)


class GoalForm(forms.Form):
    name = forms.CharField(label=_("Goal"), max_length=500, error_messages={"required": _("Give it a name.")})
    due_date = forms.DateField(label=_("Due"), required=False, widget=_DAY)
    cycle = forms.ChoiceField(label=_("Cycle"), required=False)
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea({"rows": 2}))
    visibility = forms.ChoiceField(label=_("Visible to"), choices=Visibility, initial=Visibility.PUBLIC)
    start_date = forms.DateField(label=_("Start"), required=False, widget=_DAY)
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="goal-%s", **kwargs)
        self.cycles = {cycle.code: cycle for cycle in cycles_listed(actor)}
        self.plans = {plan.code: plan for plan in plans_visible_to(actor)}
        choices = [("", _("none"))] + [(code, cycle.name) for code, cycle in self.cycles.items()]
        self.fields["cycle"].choices = choices  # type: ignore[attr-defined]  # a choice field
        plans = [(code, plan.name) for code, plan in self.plans.items()]
        self.fields["plan"].choices = plans  # type: ignore[attr-defined]  # a choice field
        self.fields["name"].widget.attrs |= {"autocomplete": "off", "data-enter-next": "", "autofocus": True}

    @classmethod
    def begun(cls, actor: Actor) -> "GoalForm":
        """An empty one, due at the end of the cycle that runs, or of the quarter."""
        form, today = cls(actor=actor), clock.today()
        running = next((one for one in form.cycles.values() if one.starts_on <= today <= one.ends_on), None)
        due: date = running.ends_on if running else Period.containing(today, Frequency.QUARTERLY).end
        form.initial = {"due_date": due, "cycle": running.code if running else "", "visibility": Visibility.PUBLIC}
        return form


class CycleForm(forms.Form):
    code = forms.CharField(
        label=_("Period or code"),
        max_length=100,
        help_text=_("2027-Q1, 2027-H1 and 2027 bring their dates; own dates are written below."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Name"), max_length=300, required=False)
    starts_on = forms.DateField(label=_("Start"), required=False, widget=_DAY)
    ends_on = forms.DateField(label=_("End"), required=False, widget=_DAY)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A code that is a period says name and dates where these are left out."""
        data = super().clean() or self.cleaned_data
        try:
            period = Period.parse(str(data.get("code", "")))
        except ValueError:
            period = None
        if period is not None:
            data["name"] = data.get("name") or period.label
            data["starts_on"] = data.get("starts_on") or period.start
            data["ends_on"] = data.get("ends_on") or period.end
        data["name"] = data.get("name") or data.get("code", "")
        for name in ("starts_on", "ends_on"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Write a day, or a period above."))
        return data
