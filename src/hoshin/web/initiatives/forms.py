"""The fields of an initiative, of its status, of its milestones and of its costs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.rounding import figure
from hoshin.initiatives.models import (
    LONGEST,
    LONGEST_REASON,
    MOST_MONEY,
    ExpectedEffect,
    Initiative,
    InitiativeCost,
    InitiativeStatus,
    Milestone,
)
from hoshin.initiatives.selectors import PlannedMilestone, milestone_named
from hoshin.initiatives.templates import TEMPLATES
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measure_by_code
from hoshin.org.models import Person
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.forms import offer
from hoshin.web.found_field import MARK, FoundField
from hoshin.web.number_field import NumberField


def _day(label: Any, **named: Any) -> forms.DateField:
    named.setdefault("required", False)
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **named)


def _version() -> forms.IntegerField:
    return forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


def _suggest(field: forms.Field, name: str, kind: str) -> None:
    field.widget.attrs |= {
        "list": f"found-{name}",
        "autocomplete": "off",
        "hx-get": reverse("plan_choices", args=[kind]),
        "hx-trigger": "input changed delay:150ms",
        "hx-target": f"#found-{name}",
        "hx-swap": "innerHTML",
    }


class InitiativeForm(forms.Form):
    """An initiative as it is written. What it serves and who works on it: those that stay, and one more each."""

    name = forms.CharField(label=_("Name"), max_length=300)
    code = forms.CharField(label=_("Code"), max_length=100)
    template = forms.ChoiceField(label=_("Milestones from a template"), required=False)
    description = forms.CharField(
        label=_("What it is about"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 4})
    )
    serves = forms.MultipleChoiceField(label=_("It serves"), required=False, widget=forms.CheckboxSelectMultiple)
    objective = forms.CharField(label=_("Objective that it serves"), required=False, max_length=600)
    low = NumberField(label=_("Closes of its gap at least"), unit="%", scale=0.01, least=0, most=100)
    high = NumberField(label=_("Closes of its gap at most"), unit="%", scale=0.01, least=0, most=100)
    owner = FoundField("people", label=_("Owner"))
    team = forms.MultipleChoiceField(label=_("Team"), required=False, widget=forms.CheckboxSelectMultiple)
    joins = FoundField("people", label=_("Who else works on it"))
    unit = FoundField("units", label=_("Unit"))
    start_date = _day(_("Start"))
    due_date = _day(_("Due"))
    budget = NumberField(label=_("Budget"), least=0, most=MOST_MONEY)
    progress_measure = forms.CharField(
        label=_("Measure that holds its progress"),
        required=False,
        max_length=600,
        help_text=_("A measure in %. It is filled from the milestones, so nobody records it by hand."),
    )
    version = _version()

    def __init__(
        self,
        *arguments: Any,
        actor: Actor,
        effects: Sequence[ExpectedEffect] = (),
        team: Sequence[Person] = (),
        is_new: bool,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.actor, self.effects = actor, {str(one.objective_id): one for one in effects}
        self.members = {str(person.pk): person for person in team}
        for name in ("owner", "joins", "unit"):
            field = self.fields[name]
            assert isinstance(field, FoundField)
            field.bind_to(actor, name)
        _suggest(self.fields["objective"], "objective", "objectives")
        if is_new:
            offer(self, "template", [("", translated("none")), *((one.code, one.label) for one in TEMPLATES)])
        else:
            del self.fields["template"]
        self._keep("serves", [(pk, _served(one)) for pk, one in self.effects.items()])
        self._keep("team", [(pk, person.name) for pk, person in self.members.items()])

    def _keep(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            offer(self, name, choices)
            self.initial.setdefault(name, [pk for pk, _label in choices])
        else:
            del self.fields[name]

    def clean_objective(self) -> Objective | None:
        text = self.cleaned_data["objective"].strip()
        if not text:
            return None
        try:
            return objective_by_code(self.actor, text.split(MARK)[0].strip())
        except NotFound:
            raise forms.ValidationError(_("No objective has this code. Choose one of the list.")) from None

    def clean_progress_measure(self) -> Measure | None:
        text = self.cleaned_data["progress_measure"].strip()
        if not text:
            return None
        try:
            return measure_by_code(self.actor, text.split(MARK)[0].strip())
        except NotFound:
            raise forms.ValidationError(_("No measure has this code.")) from None

    def clean(self) -> dict[str, Any]:
        """The range belongs to the objective beside it."""
        said = super().clean() or self.cleaned_data
        low, high = said.get("low"), said.get("high")
        if (low is not None or high is not None) and not said.get("objective") and "objective" not in self.errors:
            self.add_error("objective", _("Say of which objective this closes the gap."))
        if low is not None and high is not None and low > high:
            self.add_error("high", _("The range goes from the smaller share to the larger."))
        return said

    @property
    def served(self) -> dict[Objective, tuple[float | None, float | None]]:
        """What it is to serve: those that stay, and the one that is named."""
        said = self.cleaned_data
        kept = (self.effects[pk] for pk in said.get("serves", ()))
        found: dict[Objective, tuple[float | None, float | None]] = {one.objective: (one.low, one.high) for one in kept}
        if said["objective"] is not None:
            found[said["objective"]] = (_as_share(said, "low", "high"), _as_share(said, "high", "low"))
        return found

    @property
    def people(self) -> list[Person]:
        """Who works on it: those who stay, and whoever joins."""
        kept = [self.members[pk] for pk in self.cleaned_data.get("team", ())]
        joins = self.cleaned_data["joins"]
        return [*kept, joins] if joins is not None and joins not in kept else kept

    @property
    def columns(self) -> dict[str, Any]:
        """The fields that are columns of the row itself."""
        names = ("name", "code", "description", "owner", "unit", "start_date", "due_date", "budget", "progress_measure")
        return {name: self.cleaned_data[name] for name in names}


class StatusForm(forms.Form):
    """A status by hand; without one it follows from milestones and pace."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    status_reason = forms.CharField(label=_("Why"), max_length=LONGEST_REASON, required=False)
    status_until = _day(_("Until"))
    version = _version()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "status", [("", translated("as milestones and pace say")), *InitiativeStatus.choices])


class MilestoneForm(forms.Form):
    """A milestone in a row of the table; an empty row of a new one says nothing."""

    name = forms.CharField(label=_("Milestone"), max_length=300, required=False)
    start_date = _day(_("Start"))
    due_date = _day(_("Due"))
    weight = NumberField(label=_("Weight"), least=0, initial=1.0)
    needs = forms.CharField(label=_("Waits for"), max_length=600, required=False)
    completion = NumberField(label=_("Done"), unit="%", scale=0.01, least=0, most=100)
    done_on = _day(_("Done on"))
    is_cancelled = forms.BooleanField(label=_("Cancelled"), required=False)
    version = _version()

    def __init__(
        self,
        *arguments: Any,
        actor: Actor,
        initiative: Initiative,
        one: PlannedMilestone | None = None,
        **named: Any,
    ) -> None:
        if one is not None:
            named.setdefault("initial", stored_milestone(one))
        super().__init__(*arguments, prefix=f"m{one.row.pk}" if one else "new", **named)
        self.actor, self.initiative, self.one = actor, initiative, one
        for name, bound in self.fields.items():
            bound.widget.attrs["aria-label"] = f"{bound.label}: {one.row.name if one else translated('new milestone')}"
            if name in ("weight", "completion"):
                bound.widget.attrs["class"] = "w-80"

    @property
    def is_empty(self) -> bool:
        """Whether this is the row of a new one in which nothing is written."""
        return self.one is None and not (self["name"].value() or self["due_date"].value())

    @property
    def row(self) -> Milestone | None:
        return self.one.row if self.one else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name in () if self.is_empty else ("name", "due_date"):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed."))
        return said

    def clean_needs(self) -> list[Milestone]:
        found = []
        for text in self.cleaned_data["needs"].split(";"):
            if text.strip():
                try:
                    found.append(milestone_named(self.actor, self.initiative, text))
                except NotFound:
                    said = _("There is no milestone %(text)s. Write M1, or I2/M1 for one of another initiative.")
                    raise forms.ValidationError(said % {"text": text.strip()}) from None
        return found

    @property
    def values(self) -> dict[str, Any]:
        """What of it changed, as the service takes it."""
        names = [name for name in self.changed_data if name not in ("version", "needs")]
        found = {name: self.cleaned_data[name] for name in names}
        if "completion" in found:
            found["completion"] = (found["completion"] or 0.0) / 100.0
        if "weight" in found and found["weight"] is None:
            found["weight"] = 1.0
        return found


class CostForm(forms.Form):
    """The costs of a period in a row of the table."""

    period = forms.CharField(label=_("Period"), max_length=40, required=False)
    planned = NumberField(label=_("Planned"), least=-MOST_MONEY, most=MOST_MONEY)
    actual = NumberField(label=_("Actual"), least=-MOST_MONEY, most=MOST_MONEY)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    version = _version()

    def __init__(self, *arguments: Any, row: InitiativeCost | None = None, **named: Any) -> None:
        if row is not None:
            named.setdefault("initial", stored_cost(row))
        super().__init__(*arguments, prefix=f"c{row.pk}" if row else "new_cost", **named)
        self.row = row
        if row is not None:
            del self.fields["period"]
        else:
            self.fields["period"].widget.attrs["placeholder"] = "2027-01"
        for bound in self.fields.values():
            bound.widget.attrs["aria-label"] = f"{bound.label}: {row.period if row else translated('new period')}"

    @property
    def is_empty(self) -> bool:
        return self.row is None and not any(self[name].value() for name in ("period", "planned", "actual", "note"))


def stored_milestone(one: PlannedMilestone) -> dict[str, Any]:
    """A milestone as it stands in the fields of its row."""
    row = one.row
    own = row.initiative_id
    needs = (n.code if n.initiative_id == own else f"{n.initiative.code}/{n.code}" for n in one.needs)
    return {
        "name": row.name,
        "start_date": row.start_date,
        "due_date": row.due_date,
        "weight": row.weight,
        "needs": "; ".join(needs),
        "completion": round(100.0 * row.completion, 6),
        "done_on": row.done_on,
        "is_cancelled": row.is_cancelled,
        "version": row.version,
    }


def stored_cost(row: InitiativeCost) -> dict[str, Any]:
    """Costs of a period as they stand in the fields of their row."""
    return {"planned": row.planned, "actual": row.actual, "note": row.note, "version": row.version}


def range_in_words(one: ExpectedEffect) -> str:
    """The share of the gap that is expected to be closed; empty where nobody said."""
    if one.low is None or one.high is None:
        return ""
    low, high = (figure(100.0 * share, 0) for share in (one.low, one.high))
    return f"{low} %" if low == high else f"{low}–{high} %"


def _served(one: ExpectedEffect) -> str:
    shares = range_in_words(one)
    return f"{one.objective.name} ({shares})" if shares else one.objective.name


def _as_share(said: dict[str, Any], name: str, other: str) -> float | None:
    """A share of one; where only one end of the range is said, that is both."""
    number = said[name] if said[name] is not None else said[other]
    return None if number is None else number / 100.0
