"""The forms of where somebody stands, and of a plan to grow."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.feedback.selectors import recognitions_listed
from hoshin.growth.models import LEVELS, LONGEST_NOTE, MOST_COST, Competency, JobRole
from hoshin.growth.policies import competencies_visible_to
from hoshin.growth.selectors import SkillStanding
from hoshin.org.models import Person
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.forms import offer
from hoshin.web.found_field import FoundField, code_in, suggest
from hoshin.web.growth.forms import text_area, version_field
from hoshin.web.number_field import NumberField

_RECOGNITIONS = 20


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """A day, from the picker of the browser."""
    return forms.DateField(label=label, required=required, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class AimForm(forms.Form):
    """Where somebody wants to go."""

    wanted_role = forms.ChoiceField(label=_("Role I am working towards"), required=False)
    aim = text_area(
        _("What it is for"),
        example=_("I want to lead officers: the queue is how we work together."),
    )
    version = version_field()

    def __init__(self, *arguments: Any, roles: Sequence[JobRole], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.roles = {row.code: row for row in roles}
        none = [("", translated("none: I grow where I am"))]
        offer(self, "wanted_role", none + [(row.code, f"{row.name} ({row.job_family})") for row in roles])

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {"wanted_role": self.roles.get(self.cleaned_data["wanted_role"]), "aim": self.cleaned_data["aim"]}


class AssessForm(forms.Form):
    """A level and a reason for each competency; what is left open is not said."""

    def __init__(self, *arguments: Any, skills: Sequence[SkillStanding], is_own: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.skills = skills
        choices = [("", translated("not said")), ("0", translated("0: not yet"))]
        choices += [(str(level), str(level)) for level in LEVELS]
        for one in skills:
            held = one.own if is_own else one.above
            level, reason = self.names_of(one)
            name = {"name": one.competency.name}
            self.fields[level] = forms.ChoiceField(
                label=translated("Level of %(name)s") % name, choices=choices, required=False,
                initial=str(held.level) if held else "",
            )  # fmt: skip
            self.fields[reason] = forms.CharField(
                label=translated("Why, for %(name)s") % name, required=False, max_length=LONGEST_NOTE,
                initial=held.reason if held else "",
            )  # fmt: skip

    @staticmethod
    def names_of(one: SkillStanding) -> tuple[str, str]:
        """The names of the two fields of a competency."""
        return f"level-{one.competency.pk}", f"reason-{one.competency.pk}"

    @property
    def lines(self) -> list[tuple[SkillStanding, Any, Any]]:
        """Each competency with its two fields."""
        return [(one, *(self[name] for name in self.names_of(one))) for one in self.skills]

    @property
    def said(self) -> list[tuple[Competency, int, str]]:
        """What is said: of each competency with a level."""
        names = [(one.competency, *self.names_of(one)) for one in self.skills]
        data = self.cleaned_data
        return [(competency, int(data[level]), data[reason]) for competency, level, reason in names if data[level]]


class _OfCompetency(forms.Form):
    """A competency and a goal, both of which may be left out."""

    competency = forms.ChoiceField(label=_("Competency"), required=False)
    objective = forms.CharField(label=_("For a goal"), required=False, max_length=600)

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.actor = actor
        self.competencies = {row.code: row for row in competencies_visible_to(actor).order_by("area", "name", "pk")}
        named_by = [(code, row.name) for code, row in self.competencies.items()]
        needed = self.fields["competency"].required
        offer(self, "competency", named_by if needed else [("", translated("none")), *named_by])
        suggest(self.fields["objective"], "objective", "objectives")

    def clean_competency(self) -> Competency | None:
        return self.competencies.get(self.cleaned_data["competency"])

    def clean_objective(self) -> Objective | None:
        code = code_in(self.cleaned_data["objective"])
        try:
            return objective_by_code(self.actor, code) if code else None
        except NotFound as error:
            raise forms.ValidationError(str(error)) from None


class EvidenceForm(_OfCompetency):
    """Something that shows a competency."""

    text = text_area(
        _("What was seen"), longest=LONGEST_NOTE, required=True,
        example=_("In May you calmed a caller within five minutes; the file was decided the same day."),
    )  # fmt: skip
    seen_on = day_field(_("When"), required=False)
    recognition = forms.ChoiceField(label=_("A recognition that says it"), required=False)
    field_order = ("competency", "text", "seen_on", "recognition", "objective")

    def __init__(self, *arguments: Any, actor: Actor, person: Person, **named: Any) -> None:
        super().__init__(*arguments, actor=actor, **named)
        self.fields["competency"].required = True
        rows = recognitions_listed(actor, person=person)[:_RECOGNITIONS]
        self.recognitions = {str(row.pk): row for row in rows}
        said = [(pk, f"{row.giver.name}: {row.text[:60]}") for pk, row in self.recognitions.items()]
        offer(self, "recognition", [("", translated("none")), *said])

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return self.cleaned_data | {"recognition": self.recognitions.get(self.cleaned_data["recognition"])}


class DevelopmentActionForm(_OfCompetency):
    """A step of a plan."""

    text = forms.CharField(
        label=_("What is done"), max_length=500,
        widget=forms.TextInput({"placeholder": _("Write the next two letters to applicants with Ana, and compare.")}),
    )  # fmt: skip
    to_level = forms.TypedChoiceField(label=_("To reach level"), required=False, coerce=int, empty_value=None)
    due_on = day_field(_("Until"))
    mentor = FoundField("people", label=_("Mentor"))
    cost = NumberField(label=_("Cost"), least=0, most=MOST_COST)
    version = version_field()
    field_order = ("text", "competency", "to_level", "due_on", "objective", "mentor", "cost", "version")

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, actor=actor, **named)
        offer(self, "to_level", [("", translated("not said")), *((str(level), str(level)) for level in LEVELS)])
        mentor = self.fields["mentor"]
        assert isinstance(mentor, FoundField)
        mentor.bind_to(actor, "mentor")

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class DoneForm(forms.Form):
    """What came of a step, and where somebody stands after it in the competency that it is for."""

    outcome = text_area(_("What came of it"), longest=LONGEST_NOTE)
    level = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, *arguments: Any, competency: Competency | None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if competency is None:
            del self.fields["level"]
            return
        self.fields["level"].label = translated("Level now in %(name)s") % {"name": competency.name}
        levels = [(str(level), str(level)) for level in LEVELS]
        offer(self, "level", [("", translated("not said")), ("0", translated("0: not yet")), *levels])


class NeedForm(_OfCompetency):
    """What a goal needs."""

    level = forms.TypedChoiceField(label=_("Level"), required=False, coerce=int, empty_value=None)
    field_order = ("objective", "competency", "level")

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, actor=actor, **named)
        for name in ("competency", "objective"):
            self.fields[name].required = True
        levels = [(str(level), str(level)) for level in LEVELS]
        offer(self, "level", [*levels, ("", translated("no longer needed"))])
