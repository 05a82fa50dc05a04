"""The fields under which a scenario is kept and shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.org.models import Person
from hoshin.org.selectors import person_by_employee_id
from hoshin.scenarios.models import LONGEST, Scenario, ScenarioSight
from hoshin.web.found_field import MARK, FoundField


class ScenarioForm(forms.Form):
    """Its name, what it is about, and who may read it."""

    name = forms.CharField(label=_("Name"), max_length=200)
    description = forms.CharField(
        label=_("What it is about"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 2})
    )
    visibility = forms.ChoiceField(
        label=_("Shared with"),
        choices=ScenarioSight.choices,
        help_text=_("Each reader sees of measures and objectives in it what they may see anyway."),
    )
    unit = FoundField("units", label=_("Unit"))
    readers = forms.CharField(
        label=_("People (employee ids)"), required=False, max_length=600, help_text=_("With ; between.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000, required=False)

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.actor = actor
        unit = self.fields["unit"]
        assert isinstance(unit, FoundField), "units are found by typing"
        unit.bind_to(actor, "unit")

    def clean_readers(self) -> list[Person]:
        found = []
        for text in self.cleaned_data["readers"].split(";"):
            if text.strip():
                try:
                    found.append(person_by_employee_id(self.actor, text.rpartition(MARK)[2].strip()))
                except NotFound as error:
                    raise forms.ValidationError(str(error)) from None
        return found


def scenario_values(scenario: Scenario) -> dict[str, Any]:
    """A scenario as its form shows it."""
    return {
        "name": scenario.name,
        "description": scenario.description,
        "visibility": scenario.visibility,
        "unit": scenario.unit_id or "",
        "readers": "; ".join(reader.person.employee_id for reader in scenario.readers.all()),
        "version": scenario.version,
    }
