"""Forms that record values and edit targets; numbers may be written as people write them."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoshin.base.periods import Period
from hoshin.base.whole_numbers import whole_number
from hoshin.measures.assembly import scale_of
from hoshin.measures.fields import FIELDS, RecordedField
from hoshin.measures.fields import NUMBERS as RECORDED_NUMBERS
from hoshin.measures.models import Measure, Target
from hoshin.measures.rows import TargetEdit, TargetRow
from hoshin.web.number_field import NumberField

NUMBERS = ("baseline", "target", "red", "green", "low", "high", "worst", "best", "tolerance")


def _field_for(one: RecordedField) -> forms.Field:
    if one.is_text:
        return forms.CharField(label=one.label, required=False, max_length=one.longest)
    return NumberField(label=one.label)


def _in_unit_of(measure: Measure, field: NumberField) -> NumberField:
    field.unit = measure.unit_of_measure
    field.scale = scale_of(measure.unit_of_measure, measure.ignores_scale)
    return field


class ValueForm(forms.Form):
    """The value of one period, with a field for each that is declared; parts where the measure is a ratio of sums."""

    # The numbers, as they were typed, of which the page asks whether they are meant.
    asked_about = ""
    expected_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    unit = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, measure: Measure | None = None, has_parts: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {one.name: _field_for(one) for one in FIELDS if has_parts or not one.is_part}
        self.fields = said | self.fields
        if measure is not None:
            _in_unit_of(measure, self.fields["value"])
        self.fields["value"].widget.attrs["autofocus"] = True

    @property
    def typed(self) -> str:
        """The numbers as they were typed: what is asked about, and meant where it is sent again."""
        return " / ".join(self.data.get(name, "").strip() for name in RECORDED_NUMBERS if name in self.fields)

    @property
    def is_meant(self) -> bool:
        """Whether these very numbers were asked about before, and sent again."""
        return self.data.get("meant") == self.typed

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors and all(found.get(name) is None for name in ("value", "numerator", "denominator")):
            self.add_error("value", _("Write a number, or withdraw the value."))
        return found


def _named(column: str) -> str:
    """What a number of a target is called."""
    return str(Target._meta.get_field(column).verbose_name)


class TargetForm(forms.Form):
    """A line of the target sheet: from when, for whom, and the numbers."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    period = forms.CharField(required=False, max_length=20, label=_("From"))
    unit = forms.CharField(required=False, max_length=100, label=_("Unit"))

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NUMBERS:
            self.fields[name] = _in_unit_of(measure, NumberField(label=capfirst(_named(name))))
        line = whole_number((self.prefix or "").rpartition("-")[2])
        for field in self.fields.values():
            if not field.widget.is_hidden:
                named = {"label": field.label, "line": "" if line is None else line + 1}
                # The script that adds lines counts on at the end.
                field.widget.attrs["aria-label"] = gettext("%(label)s, line %(line)s") % named

    def clean_period(self) -> Period | None:
        text = self.cleaned_data["period"].strip()
        if not text:
            return None
        try:
            return Period.parse(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(name) not in (None, "") for name in ("id", "period", "unit", *NUMBERS))

    def edit(self, measure_id: int, units: dict[str, int]) -> TargetEdit:
        """What the service takes; the unit's code must be known by now."""
        data = self.cleaned_data
        period = data["period"]
        row = TargetRow(
            measure_id,
            units.get(data["unit"].strip().casefold()) if data["unit"].strip() else None,
            period.start if period else None,
            str(period.frequency.value) if period else "",
            **{name: data[name] for name in NUMBERS},
        )
        return TargetEdit(row, data["id"], data["version"])


TargetLines = forms.formset_factory(TargetForm, extra=3, max_num=1000, validate_max=True)
