"""The forms of the catalogue, of asking to learn something, and of deciding on it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.formats import day_in_words
from hoshin.growth.models import (
    LEVELS,
    LONGEST_LINE,
    LONGEST_NOTE,
    MOST_COST,
    MOST_HOURS,
    MOST_MONTHS,
    MOST_SEATS,
    Competency,
    LearningItem,
    LearningKind,
    LearningSession,
)
from hoshin.growth.selectors import ShownSession, learning_item_by_code, learning_item_called
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measure_by_code
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.forms import offer
from hoshin.web.found_field import FoundField, code_in, suggest
from hoshin.web.growth.forms import text_area, version_field
from hoshin.web.growth.planning import day_field
from hoshin.web.number_field import NumberField


class LearningItemForm(forms.Form):
    """An entry of the catalogue, with a choice of levels for each competency."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_LINE)
    code = forms.CharField(label=_("Code"), max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), choices=LearningKind.choices)
    provider = forms.CharField(label=_("By whom"), max_length=LONGEST_LINE, required=False)
    description = text_area(_("What one learns"))
    hours = NumberField(label=_("Hours"), least=0, most=MOST_HOURS)
    cost = NumberField(label=_("Cost"), least=0, most=MOST_COST)
    requires = forms.CharField(label=_("Learnt first"), max_length=600, required=False)
    valid_months = NumberField(label=_("Valid for so many months"), least=1, most=MOST_MONTHS, is_whole=True)
    is_mandatory = forms.BooleanField(label=_("Mandatory"), required=False)
    mandatory_in = FoundField("units", label=_("Only in the unit"))
    measure = forms.CharField(
        label=_("Measure that counts who holds it"),
        max_length=600,
        required=False,
        help_text=_("In %, without a formula. Its value is counted every night."),
    )
    is_offered = forms.BooleanField(label=_("Offered"), required=False)
    version = version_field()

    def __init__(self, *arguments: Any, actor: Actor, competencies: Sequence[Competency], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.actor, self.competencies = actor, competencies
        unit = self.fields["mandatory_in"]
        assert isinstance(unit, FoundField)
        unit.bind_to(actor, "mandatory_in")
        suggest(self.fields["requires"], "requires", "learning")
        suggest(self.fields["measure"], "measure", "measures")
        choices = [("", translated("not this")), *((str(level), str(level)) for level in LEVELS)]
        for one in competencies:
            self.fields[self.field_of(one)] = forms.ChoiceField(label=one.name, choices=choices, required=False)

    @staticmethod
    def field_of(competency: Competency) -> str:
        """The name of the field of a competency."""
        return f"helps-{competency.pk}"

    def clean_requires(self) -> LearningItem | None:
        text = self.cleaned_data["requires"].strip()
        return _entry(self.actor, text) if text else None

    def clean_measure(self) -> Measure | None:
        code = code_in(self.cleaned_data["measure"])
        try:
            return measure_by_code(self.actor, code) if code else None
        except NotFound as error:
            raise forms.ValidationError(str(error)) from None

    @property
    def levels(self) -> dict[Competency, int]:
        """To which level of each competency it helps."""
        said = {one: self.cleaned_data[self.field_of(one)] for one in self.competencies}
        return {one: int(level) for one, level in said.items() if level}

    @property
    def values(self) -> dict[str, Any]:
        """What the services take beside the levels."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version" and "helps-" not in name}


class SessionForm(forms.Form):
    """When an entry is held, and by whom."""

    starts_on = day_field(_("Begins"))
    place = forms.CharField(label=_("Where"), max_length=LONGEST_LINE, required=False)
    seats = NumberField(label=_("Seats"), least=1, most=MOST_SEATS, is_whole=True, required=True)
    host = FoundField(
        "people", label=_("Held by"), help_text=_("Reads the names of who comes, and keeps who was there.")
    )
    version = version_field()

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        host = self.fields["host"]
        assert isinstance(host, FoundField)
        host.bind_to(actor, "host")

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ChooseSessionForm(forms.Form):
    """One of the sessions to come of an entry, or none; of a full one it is said that one waits."""

    session = forms.ChoiceField(label=_("Session"), required=False)

    def __init__(self, *arguments: Any, sessions: Sequence[ShownSession], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.sessions = {str(one.row.pk): one.row for one in sessions}
        offer(self, "session", [("", translated("none")), *((str(one.row.pk), _in_words(one)) for one in sessions)])

    @property
    def chosen(self) -> LearningSession | None:
        """The session, None for none."""
        return self.sessions.get(self.cleaned_data["session"])


class AskToLearnForm(ChooseSessionForm):
    """Asking for an entry."""

    reason = text_area(_("Why"), longest=LONGEST_NOTE)
    objective = forms.CharField(label=_("For a goal"), required=False, max_length=600)

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.actor = actor
        suggest(self.fields["objective"], "objective", "objectives")

    def clean_objective(self) -> Objective | None:
        code = code_in(self.cleaned_data["objective"])
        try:
            return objective_by_code(self.actor, code) if code else None
        except NotFound as error:
            raise forms.ValidationError(str(error)) from None

    @property
    def values(self) -> dict[str, Any]:
        """What the services take."""
        return self.cleaned_data | {"session": self.chosen}


class LearningDecisionForm(forms.Form):
    """A word with a decision."""

    word = forms.CharField(required=False, max_length=LONGEST_NOTE)


class LearntForm(forms.Form):
    """That something was learnt, and when: the entry by its name or code, or as the list offers it."""

    item = forms.CharField(label=_("Entry"), max_length=600)
    done_on = day_field(_("Done on"))

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.actor = actor
        suggest(self.fields["item"], "item", "learning")

    def clean_item(self) -> LearningItem:
        return _entry(self.actor, self.cleaned_data["item"])


def _entry(actor: Actor, text: str) -> LearningItem:
    try:
        return learning_item_called(actor, text) or learning_item_by_code(actor, code_in(text))
    except NotFound as error:
        raise forms.ValidationError(str(error)) from None


def _in_words(one: ShownSession) -> str:
    said = f"{day_in_words(one.row.starts_on)} {one.row.place}".strip()
    return said if one.left else translated("%(session)s: full, one waits for a seat") % {"session": said}
