"""What is typed into the pages about units and people; the services decide what of it holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.org.models import Person, Unit
from hoshin.org.policies import people_visible_to, units_visible_to
from hoshin.web.found_field import FoundField
from hoshin.web.number_field import NumberField

_PLAIN = forms.TextInput({"autocomplete": "off"})
_CODE = forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
_DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class _PartForm(forms.Form):
    """Finds units and people as one types; knows which row it changes, so that a code may stay what it is."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, actor: Actor, pk: int | None = None, **named: Any) -> None:
        super().__init__(*arguments, auto_id="edit-%s", **named)
        self.actor, self.pk = actor, pk
        for name, field in self.fields.items():
            if isinstance(field, FoundField):
                field.bind_to(actor, name)

    @property
    def found_fields(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, FoundField)]


class UnitForm(_PartForm):
    name = forms.CharField(label=_("Name"), max_length=300, widget=_PLAIN)
    code = forms.CharField(
        label=_("Code"), max_length=100, widget=_CODE, help_text=_("Short and unique: sheets and addresses use it.")
    )
    parent = FoundField("units", label=_("Part of"), help_text=_("Without one it stands at the top."))
    head = FoundField("people", label=_("Head"))

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        holder = units_visible_to(self.actor).filter(code__iexact=code).exclude(pk=self.pk).first()
        if holder is not None:
            raise forms.ValidationError(
                _("%(code)s is the unit “%(name)s” already."), params={"code": code, "name": holder.name}
            )
        return code


class PersonForm(_PartForm):
    name = forms.CharField(label=_("Name"), max_length=300, widget=_PLAIN)
    employee_id = forms.CharField(label=_("Employee id"), max_length=100, widget=_CODE)
    title = forms.CharField(label=_("Title"), max_length=300, required=False, widget=_PLAIN)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
        help_text=_("Whoever signs in with it is this person."),
    )
    unit = FoundField("units", label=_("Unit"))
    manager = FoundField("people", label=_("Reports to"))
    job_family = forms.CharField(label=_("Job family"), max_length=200, required=False, widget=_PLAIN)
    level = forms.CharField(label=_("Level"), max_length=100, required=False, widget=_PLAIN)
    location = forms.CharField(label=_("Location"), max_length=200, required=False, widget=_PLAIN)
    fte = NumberField(
        label=_("Full-time equivalent"), required=True, initial=1.0, least=0, help_text=_("1 is full time, 0.5 half.")
    )
    start_date = forms.DateField(label=_("First day"), required=False, widget=_DAY)
    end_date = forms.DateField(label=_("Last day"), required=False, widget=_DAY)

    def clean_employee_id(self) -> str:
        number = str(self.cleaned_data["employee_id"]).strip()
        holder = people_visible_to(self.actor).filter(employee_id__iexact=number).exclude(pk=self.pk).first()
        if holder is not None:
            raise forms.ValidationError(
                _("%(number)s is the employee id of %(name)s."), params={"number": number, "name": holder.name}
            )
        return number

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("start_date"), data.get("end_date")
        if first and last and last < first:
            self.add_error("end_date", _("The last day lies before the first."))
        return data


def stored(row: Unit | Person, form: type[_PartForm]) -> dict[str, Any]:
    """The values of a row as its form shows them; those found by typing as the ids of what they name."""
    names = form.base_fields
    return {
        name: getattr(row, f"{name}_id" if isinstance(field, FoundField) else name) for name, field in names.items()
    }
