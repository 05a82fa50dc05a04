"""The fields of a goal beside its key results and what it serves: where goals are written, and where they are proposed."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.okrs.models import Ambition
from hoshin.okrs.rows import ResultKind
from hoshin.okrs.selectors import cycles_listed
from hoshin.org.models import Unit
from hoshin.strategy.choices import Visibility
from hoshin.strategy.policies import plans_visible_to
from hoshin.web.forms import offer
from hoshin.web.found_field import FoundField

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
KINDS = (
    (ResultKind.NUMBER, _("from a number to another")),
    (ResultKind.BAND, _("between two numbers")),
    (ResultKind.MILESTONE, _("done or not, in per cent")),
    (ResultKind.LEVELS, _("levels: 1 committed, 2 target, 3 more")),
)


class GoalForm(forms.Form):
    owner = FoundField("people", label=_("Who answers for it"))
    name = forms.CharField(label=_("Goal"), max_length=500, error_messages={"required": _("Give it a name.")})
    due_date = forms.DateField(label=_("Due"), required=False, widget=_DAY)
    cycle = forms.ChoiceField(label=_("Cycle"), required=False)
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea({"rows": 2}))
    visibility = forms.ChoiceField(label=_("Visible to"), choices=Visibility, initial=Visibility.PUBLIC)
    start_date = forms.DateField(label=_("Start"), required=False, widget=_DAY)
    ambition = forms.ChoiceField(label=_("Ambition"), required=False, choices=Ambition, initial=Ambition.ASPIRATIONAL)
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, of_unit: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="goal-%s", **kwargs)
        if of_unit:
            self.fields["owner"].bind_to(actor, "owner")  # type: ignore[attr-defined]  # a field that finds
        else:
            # A goal of somebody is theirs, and is handed over elsewhere.
            del self.fields["owner"]
        self.cycles = {cycle.code: cycle for cycle in cycles_listed(actor) if cycle.closed_on is None}
        self.plans = {plan.code: plan for plan in plans_visible_to(actor)}
        choices = [("", _("none"))] + [(code, cycle.name) for code, cycle in self.cycles.items()]
        offer(self, "cycle", choices)
        plans = [(code, plan.name) for code, plan in self.plans.items()]
        offer(self, "plan", plans)
        self.fields["name"].widget.attrs |= {"autocomplete": "off", "data-enter-next": "", "autofocus": True}

    @classmethod
    def begun(cls, actor: Actor, unit: Unit | None = None) -> "GoalForm":
        """An empty one, due at the end of the cycle that runs, or of the quarter; of a unit its head answers for it."""
        form, today = cls(actor=actor, of_unit=unit is not None), clock.today()
        running = next((one for one in form.cycles.values() if one.starts_on <= today <= one.ends_on), None)
        due: date = running.ends_on if running else Period.containing(today, Frequency.QUARTERLY).end
        form.initial = {"due_date": due, "cycle": running.code if running else "", "visibility": Visibility.PUBLIC}
        form.initial["ambition"] = Ambition.ASPIRATIONAL
        if unit is not None:
            form.initial["owner"] = unit.head_id
        return form
