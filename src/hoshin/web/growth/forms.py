"""The fields of a competency, a role and a move."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.growth.models import LEVELS, LONGEST, LONGEST_LINE, LONGEST_NOTE, Competency, JobRole, MoveKind
from hoshin.web.forms import offer


def text_area(label: Any, *, longest: int = LONGEST, rows: int = 2, required: bool = False, example: Any = "",
         help_text: Any = "") -> forms.CharField:  # fmt: skip
    """A text of several lines."""
    widget = forms.Textarea({"rows": rows, "placeholder": example} if example else {"rows": rows})
    return forms.CharField(label=label, required=required, max_length=longest, widget=widget, help_text=help_text)


def version_field() -> forms.IntegerField:
    """The version that was read, for whoever saves after somebody else."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class CompetencyForm(forms.Form):
    """A competency with what is seen at each level."""

    name = forms.CharField(label=_("Name, as people call the skill"), max_length=200)
    code = forms.CharField(label=_("Code"), max_length=100)
    area = forms.CharField(label=_("Area"), max_length=200, required=False)
    description = text_area(_("What it is"))
    level_1 = text_area(_("Seen at level 1: begins"), longest=LONGEST_NOTE)
    level_2 = text_area(_("Seen at level 2: does what is usual"), longest=LONGEST_NOTE)
    level_3 = text_area(_("Seen at level 3: does what is difficult"), longest=LONGEST_NOTE)
    level_4 = text_area(_("Seen at level 4: makes others better"), longest=LONGEST_NOTE)
    level_5 = text_area(_("Seen at level 5: shapes the field"), longest=LONGEST_NOTE)
    version = version_field()

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class JobRoleForm(forms.Form):
    """A role, with a choice of levels for each competency."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_LINE)
    code = forms.CharField(label=_("Code"), max_length=100)
    job_family = forms.CharField(label=_("Job family, as people have it"), max_length=200)
    level = forms.CharField(label=_("Level, as people have it"), max_length=100)
    purpose = text_area(_("What it is there for"))
    version = version_field()

    def __init__(self, *arguments: Any, competencies: Sequence[Competency], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.competencies = competencies
        choices = [("", translated("not expected")), *((str(level), str(level)) for level in LEVELS)]
        for one in competencies:
            self.fields[self.field_of(one)] = forms.ChoiceField(label=one.name, choices=choices, required=False)

    @staticmethod
    def field_of(competency: Competency) -> str:
        """The name of the field of a competency."""
        return f"expects-{competency.pk}"

    @property
    def levels(self) -> dict[Competency, int]:
        """What is expected."""
        said = {one: self.cleaned_data[self.field_of(one)] for one in self.competencies}
        return {one: int(level) for one, level in said.items() if level}

    @property
    def values(self) -> dict[str, Any]:
        """What the services take beside the levels."""
        return {name: self.cleaned_data[name] for name in ("name", "code", "job_family", "level", "purpose")}


class CareerMoveForm(forms.Form):
    """Where people may go from a role."""

    to_role = forms.ChoiceField(label=_("To"))
    kind = forms.ChoiceField(label=_("Kind"), choices=MoveKind.choices)
    note = text_area(_("What it takes beside the competencies"), longest=LONGEST_NOTE)

    def __init__(self, *arguments: Any, roles: Sequence[JobRole], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.roles = {row.code: row for row in roles}
        offer(self, "to_role", [(row.code, f"{row.name} ({row.job_family}, {row.level})") for row in roles])

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return self.cleaned_data | {"to_role": self.roles[self.cleaned_data["to_role"]]}
