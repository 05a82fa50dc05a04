"""Forms of the plan's pages. What a service finds wrong is placed beside its field by the views."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.errors import Problem
from hoshin.measures.assembly import scale_of
from hoshin.measures.models import Measure
from hoshin.measures.services.validity import formula_problems
from hoshin.strategy.models import Objective, Perspective, Plan, Theme
from hoshin.strategy.selectors import parts_visible_to
from hoshin.web.found_field import FoundField
from hoshin.web.number_field import NumberField, as_people_write, weight_field
from hoshin.web.plans.edits import code_from
from hoshin.web.plans.outline import current_period, effective_periods

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
_CODE = forms.TextInput({"autocomplete": "off", "spellcheck": "false"})


def first_errors(form: forms.Form) -> list[Problem]:
    """The faults of a form as problems."""
    return [
        Problem(str(error), field="" if name == "__all__" else str(form.fields[name].label or name))
        for name, errors in form.errors.items()
        for error in errors
    ]


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=500)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())


class AddForm(forms.Form):
    """What is added by its name; a measure perhaps with where it comes from and where it is to go."""

    name = forms.CharField(label=_("Name"), error_messages={"required": _("Give it a name.")}, max_length=500)
    what = forms.CharField(required=False, initial="objective", empty_value="objective", max_length=20)
    baseline = NumberField(label=_("From"))
    target = NumberField(label=_("To"))

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        # Whoever writes 40 % means a measure in percent.
        self.unit = "%" if any("%" in data.get(name, "") for name in ("baseline", "target")) else ""
        for name in ("baseline", "target"):
            self.fields[name].scale = scale_of(self.unit)


class WeightForm(forms.Form):
    weight = weight_field()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    effective = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


BEGINNING = "beginning"


class PartForm(forms.ModelForm):
    """A part of the plan in detail: its version, and from when a weight holds."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # What is asked first; the rest stands behind "Advanced". Empty: all of it is.
    first: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, actor: Actor, plan: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="edit-%s", **kwargs)
        self.initial["version"] = getattr(self.instance, "version", None) if self.instance.pk else None
        self.plan = plan
        for name, field in list(self.fields.items()):
            if isinstance(field, FoundField):
                field.bind_to(actor, name)
            elif isinstance(field, forms.IntegerField) and not field.widget.is_hidden:
                self.fields[name] = as_people_write(field)
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = "–"
        if "effective" in self.fields and plan is not None:
            periods = effective_periods(plan)
            choices = [(str(period), period.label) for period in periods]
            if isinstance(self.fields["effective"], DefinitionField):
                now = current_period(plan)
                choices = [(str(period), period.label) for period in periods if period <= now]
                choices.append((BEGINNING, _("the beginning")))
            self.fields["effective"].choices = choices
            self.initial["effective"] = str(current_period(plan))

    @property
    def fields_first(self) -> list[forms.BoundField]:
        """What is asked first, and what is hidden."""
        return [bound for bound in self if not self.first or bound.name in self.first or bound.is_hidden]

    @property
    def fields_further(self) -> list[forms.BoundField]:
        """What most people leave as it is."""
        return [bound for bound in self if self.first and bound.name not in self.first and not bound.is_hidden]

    @property
    def further_in_words(self) -> str:
        """What is chosen there now."""
        said = []
        for bound in self.fields_further:
            labels = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
            value = bound.value()
            text = labels.get(str(value), "") if labels else str(value or "") if bound.name == "code" else ""
            if text and text != "–" and not isinstance(bound.field, DefinitionField | EffectiveField):
                said.append(f"{bound.label} {text}")
        return ", ".join(said)

    @property
    def found_fields(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, FoundField)]

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        holder = type(self.instance).objects.filter(code__iexact=code).exclude(pk=self.instance.pk).first()
        if holder is not None:
            raise forms.ValidationError(
                _("%(code)s is taken by “%(name)s”."), params={"code": code, "name": holder.name}
            )
        return code

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"plan"}

    def validate_constraints(self) -> None:
        """The service looks at these, with the sentence for people."""


class EffectiveField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("A new weight, place or roll-up holds from"),
            required=False,
            help_text=_("Earlier scores keep the weights that they had."),
        )


MOST_PARTS = 60
ROLL_UP_HELP = {
    "aggregator": _(
        "Weighted mean: strong parts make up for weak ones. Minimum and k-th worst: they do not, the weakest counts. "
        "Geometric mean: half-way, what lies low pulls down more. Product: every part must succeed. "
        "Gate: a weighted mean, but no higher than any critical part."
    ),
    "kth": _("Where the k-th worst counts: 2 lets one part be bad."),
}
ROLL_UP_LABELS = {"kth": _("Which of the lowest")}


class RollingUpForm(PartForm):
    """A part of the plan that has parts of its own: how its score follows from theirs."""

    critical_parts = forms.TypedMultipleChoiceField(
        label=_("Critical parts"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With a gate its score is never higher than that of any of these."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        rows = parts_visible_to(actor, self.instance) if self.instance.pk else []
        if 0 < len(rows) <= MOST_PARTS:
            self.fields["critical_parts"].choices = [(row.pk, getattr(row, "child", row).name) for row in rows]
            self.initial["critical_parts"] = [row.pk for row in rows if row.is_critical]
        else:
            # Too many to tick: the workbook says it.
            del self.fields["critical_parts"]


class PerspectiveForm(RollingUpForm):
    first = ("name", "code", "description", "weight")
    effective = EffectiveField()

    class Meta:
        model = Perspective
        fields = ["name", "code", "description", "weight", "aggregator", "kth"]
        help_texts, labels = ROLL_UP_HELP, ROLL_UP_LABELS
        widgets = {"code": _CODE, "description": forms.Textarea({"rows": 2})}


class ThemeForm(PartForm):
    class Meta:
        model = Theme
        fields = ["name", "code"]
        widgets = {"code": _CODE}


class ObjectiveForm(RollingUpForm):
    first = ("name", "description", "owner", "due_date", "perspective", "weight")
    owner = FoundField("people", label=_("Owner"))
    unit = FoundField("units", label=_("Unit"))
    effective = EffectiveField()

    class Meta:
        model = Objective
        fields = [
            "name", "code", "description", "perspective", "theme", "owner", "unit",
            "start_date", "due_date", "visibility", "weight", "aggregator", "kth",
        ]  # fmt: skip
        help_texts, labels = ROLL_UP_HELP, ROLL_UP_LABELS
        widgets = {
            "code": _CODE,
            "description": forms.Textarea({"rows": 3}),
            "start_date": _DAY,
            "due_date": _DAY,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["perspective"].queryset = self.plan.perspectives.order_by("position", "id")
        self.fields["theme"].queryset = self.plan.themes.all()
        self.fields["weight"].help_text = _("Among the objectives of its perspective, where it serves no other.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        start, due = data.get("start_date"), data.get("due_date")
        if start and due and due < start:
            self.add_error("due_date", _("It is due before it starts."))
        return data


class DefinitionField(forms.ChoiceField):
    """From when what decides about scores is to hold."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            help_text=_("Earlier scores stay as they are, unless it is to hold from an earlier day."),
        )


class MeasureForm(PartForm):
    first = ("name", "unit_of_measure", "frequency", "direction", "owner", "supplier")
    effective = DefinitionField(_("A new way to score holds from"))
    owner = FoundField("people", label=_("Owner"), help_text=_("Answers for the result."))
    supplier = FoundField("people", label=_("Supplies the values"), help_text=_("Is asked when a value is late."))
    unit = FoundField("units", label=_("Unit"))

    class Meta:
        model = Measure
        fields = [
            "name", "code", "description", "unit_of_measure", "decimals", "frequency", "direction", "aggregation",
            "owner", "supplier", "unit", "method", "trajectory", "starts_on", "due_on", "formula", "window",
            "window_length", "missing", "across_units", "roll_up", "natural_limit", "ignores_scale", "close_lag_days",
            "is_key", "needs_approval", "source",
        ]  # fmt: skip
        labels = {"ignores_scale": _("Numbers stand for themselves, whatever the unit says")}
        widgets = {
            "code": _CODE,
            "description": forms.Textarea({"rows": 2}),
            "source": forms.Textarea({"rows": 2}),
            "formula": forms.Textarea({"rows": 2, "spellcheck": "false", "class": "code"}),
            "starts_on": _DAY,
            "due_on": _DAY,
        }
        help_texts = {
            "method": _("How a value becomes a score; left to choose, it follows the columns of the target."),
            "formula": _("Computed from other measures by their codes, such as done / asked * 100. Empty: recorded."),
            "natural_limit": _("The value that cannot be exceeded, such as 100 for a percentage."),
            "ignores_scale": _(
                "0.75 is 75 % though the unit is %, as in numbers of before. It holds for all of the past."
            ),
            "close_lag_days": _("Empty: as the plan says."),
            "missing": _("What stands in for a value that is not there."),
            "across_units": _("Where units hold the measure: what their values come to above them."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # 100 % is 100 in a unit of %, also where the unit is chosen with it.
        said = self.data if self.is_bound else self.initial
        ignores = bool(said.get("ignores_scale")) and said.get("ignores_scale") != "False"
        self.fields["natural_limit"].scale = scale_of(str(said.get("unit_of_measure") or ""), ignores)

    def clean_formula(self) -> str:
        formula = str(self.cleaned_data["formula"]).strip()
        code = str(self.data.get("code", "") or self.instance.code)
        if formula:
            was = self.initial.get("code", "")
            unit = str(self.data.get("unit_of_measure", ""))
            problems = formula_problems([Measure(code=code, formula=formula, unit_of_measure=unit)], renamed_from=was)
            if problems:
                raise forms.ValidationError([f"{problem.message} {problem.remedy}".strip() for problem in problems])
        return formula


class PlanForm(RollingUpForm):
    effective = DefinitionField(_("A new way to score holds from"))
    values = forms.CharField(
        label=_("Values"), required=False, widget=forms.Textarea({"rows": 3}), help_text=_("One in each line.")
    )

    class Meta:
        model = Plan
        fields = [
            "name", "code", "vision", "mission", "values", "starts_on", "ends_on", "frequency", "status_scale",
            "red_below", "green_from", "min_coverage", "close_lag_days", "asks_commentary",
            "off_track_reaction_days", "at_risk_reaction_days", "aggregator", "kth",
        ]  # fmt: skip
        widgets = {
            "code": _CODE,
            "vision": forms.Textarea({"rows": 2}),
            "mission": forms.Textarea({"rows": 2}),
            "starts_on": _DAY,
            "ends_on": _DAY,
        }
        labels = ROLL_UP_LABELS
        help_texts = ROLL_UP_HELP | {
            "min_coverage": _("The share of weight that must report before there is a score, 0 to 1."),
            "close_lag_days": _("A value that comes later than this after its period is late."),
            "asks_commentary": _("What is asked for and missing stands before whoever answers for it."),
            "off_track_reaction_days": _(
                "Within these somebody acts on what is off track, or accepts it for a time. Empty: nobody is asked to."
            ),
            "at_risk_reaction_days": _("The same of what is at risk. Empty: nobody is asked to."),
            "red_below": _("Scores go from 0 to 100."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not isinstance(self.initial.get("values", ""), str):
            self.initial["values"] = "\n".join(self.initial["values"] or [])

    def clean_values(self) -> list[str]:
        return [line.strip() for line in str(self.cleaned_data["values"]).splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        red, green = data.get("red_below"), data.get("green_from")
        if red is not None and green is not None and not 0 < red < green < 100:
            self.add_error("green_from", _("The cut points must satisfy 0 < off track < on track < 100."))
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("It ends before it starts."))
        return data


class NewPlanForm(PlanForm):
    effective = None  # Nothing was scored yet: what it says holds from the beginning.

    class Meta(PlanForm.Meta):
        fields = ["name", "code", "vision", "mission", "values", "starts_on", "ends_on", "frequency"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autofocus"] = True
        self.fields["code"].required = False
        self.fields["code"].help_text = _("Left empty, it is made from the name.")

    def clean_code(self) -> str:
        if self.cleaned_data["code"].strip():
            return super().clean_code()
        return code_from(Plan.objects.all(), self.cleaned_data.get("name", ""))


FORMS: dict[str, type[PartForm]] = {
    "plan": PlanForm,
    "perspective": PerspectiveForm,
    "theme": ThemeForm,
    "objective": ObjectiveForm,
    "measure": MeasureForm,
}
