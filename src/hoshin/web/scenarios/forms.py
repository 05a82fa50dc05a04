"""The fields under which a scenario is kept and shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.scenarios.models import LONGEST, Scenario, ScenarioSight
from hoshin.web.found_field import SHOWN, FoundField
from hoshin.web.named_fields import PeopleField


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
    readers = PeopleField(
        label=_("People"), help_text=_("One a line: a name or an employee id. They are told that you share it.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000, required=False)

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        unit = self.fields["unit"]
        assert isinstance(unit, FoundField), "units are found by typing"
        unit.bind_to(actor, "unit")
        readers = self.fields["readers"]
        assert isinstance(readers, PeopleField), "people are named one a line"
        readers.actor = actor


def scenario_values(scenario: Scenario) -> dict[str, Any]:
    """A scenario as its form shows it."""
    return {
        "name": scenario.name,
        "description": scenario.description,
        "visibility": scenario.visibility,
        "unit": scenario.unit_id or "",
        "readers": "\n".join(SHOWN["people"](reader.person) for reader in scenario.readers.all()),
        "version": scenario.version,
    }
