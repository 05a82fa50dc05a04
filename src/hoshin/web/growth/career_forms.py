"""The forms of promotions, of who could follow, and of openings."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.growth.models import LONGEST_LINE, LONGEST_NOTE, CaseSide, JobRole, LossRisk, PromotionCase, Readiness
from hoshin.growth.policies import competencies_visible_to
from hoshin.web.forms import offer
from hoshin.web.found_field import FoundField
from hoshin.web.growth.forms import text_area, version_field
from hoshin.web.growth.planning import day_field

_CLEAR = (("", _("not said")), ("yes", _("no case is open")), ("no", _("a case is open")))


class _Finding(forms.Form):
    """A form that finds people or units as one types."""

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.actor = actor
        for name, field in self.fields.items():
            if isinstance(field, FoundField):
                field.bind_to(actor, name)


class ProposalForm(_Finding):
    """Whom one proposes for which role."""

    person = FoundField("people", label=_("Who"), required=True)
    to_role = forms.ChoiceField(label=_("For the role"))

    def __init__(self, *arguments: Any, roles: Sequence[JobRole], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.roles = {row.code: row for row in roles}
        offer(self, "to_role", [(row.code, f"{row.name} ({row.job_family})") for row in roles])

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {"person": self.cleaned_data["person"], "to_role": self.roles[self.cleaned_data["to_role"]]}


class CaseItemForm(_Finding):
    """Something that speaks for or against a promotion."""

    side = forms.ChoiceField(label=_("Speaks"), choices=CaseSide.choices)
    competency = forms.ChoiceField(label=_("Competency"), required=False)
    text = text_area(_("What was seen"), longest=LONGEST_NOTE, required=True)
    seen_on = day_field(_("When"))
    by = FoundField("people", label=_("Who saw it, if not you"))

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, actor=actor, **named)
        self.competencies = {row.code: row for row in competencies_visible_to(actor).order_by("area", "name", "pk")}
        said = [(code, row.name) for code, row in self.competencies.items()]
        offer(self, "competency", [("", translated("none")), *said])

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return self.cleaned_data | {"competency": self.competencies.get(self.cleaned_data["competency"])}


class CaseSaidForm(forms.Form):
    """What a manager says of a case."""

    against_said = forms.BooleanField(label=_("We looked for what speaks against it"), required=False)
    clear = forms.ChoiceField(label=_("Cases of integrity"), choices=_CLEAR, required=False)
    version = version_field()

    @staticmethod
    def stored(row: PromotionCase) -> dict[str, Any]:
        """How it stands."""
        clear = {True: "yes", False: "no", None: ""}[row.is_clear]
        return {"against_said": row.against_said, "clear": clear, "version": row.version}

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        clear = {"yes": True, "no": False, "": None}[self.cleaned_data["clear"]]
        return {"against_said": self.cleaned_data["against_said"], "is_clear": clear}


class OutcomeForm(forms.Form):
    """A decision with its reason."""

    # Neither is chosen beforehand.
    outcome = forms.ChoiceField(
        label=_("Decision"), choices=(("", "–"), ("promoted", _("promoted")), ("not_now", _("not now")))
    )
    reason = text_area(_("Why"), required=True, help_text=_("The person reads it."))

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {"is_promoted": self.cleaned_data["outcome"] == "promoted", "reason": self.cleaned_data["reason"]}


class CriticalRoleForm(_Finding):
    """A seat without which a unit is in trouble."""

    name = forms.CharField(label=_("Role"), max_length=LONGEST_LINE)
    unit = FoundField("units", label=_("Unit"), required=True)
    holder = FoundField("people", label=_("Who has it"))
    loss = forms.ChoiceField(label=_("Risk of losing them within a year"), choices=LossRisk.choices)
    note = text_area(_("Why it is critical"), longest=LONGEST_NOTE)


class CriticalRoleChangeForm(_Finding):
    """The same of one that is there, whose unit stays."""

    name = forms.CharField(label=_("Role"), max_length=LONGEST_LINE)
    holder = FoundField("people", label=_("Who has it"))
    loss = forms.ChoiceField(label=_("Risk of losing them within a year"), choices=LossRisk.choices)
    note = text_area(_("Why it is critical"), longest=LONGEST_NOTE)
    version = version_field()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        # Beside it stands a form with fields of the same names.
        super().__init__(*arguments, auto_id="role_%s", **named)


class SuccessorForm(_Finding):
    """Somebody who could follow."""

    person = FoundField("people", label=_("Who could follow"), required=True)
    readiness = forms.ChoiceField(label=_("Ready"), choices=Readiness.choices)
    note = text_area(_("What it takes"), longest=LONGEST_NOTE)


class OpeningForm(_Finding):
    """A role that is open."""

    name = forms.CharField(label=_("Title"), max_length=LONGEST_LINE)
    code = forms.CharField(label=_("Code"), max_length=100)
    unit = FoundField("units", label=_("Unit"), required=True)
    role = forms.ChoiceField(label=_("Role of the framework"))
    closes_on = day_field(_("Open until"))
    text = text_area(_("What one does there"), rows=5, required=True)
    version = version_field()

    def __init__(self, *arguments: Any, roles: Sequence[JobRole], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.roles = {row.code: row for row in roles}
        offer(self, "role", [(row.code, f"{row.name} ({row.job_family})") for row in roles])

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return said | {"role": self.roles[said["role"]]}
