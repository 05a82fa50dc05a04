"""The fields of feedback, of a request for it, and of recognition; what each may be about."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.feedback.models import LONGEST, LONGEST_QUESTION, LONGEST_WORD
from hoshin.feedback.selectors import organisation_values
from hoshin.feedback.ties import Tie
from hoshin.org.models import Person
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.forms import offer
from hoshin.web.found_field import MARK, FoundField

MOST_PEOPLE = 5


def _area(rows: int, example: Any) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "placeholder": example})


class TiedForm(forms.Form):
    """What it is about: an objective, a value of the organisation, a skill or competency; each may be left out."""

    objective = forms.CharField(label=_("About an objective"), required=False, max_length=600)
    value = forms.ChoiceField(label=_("About a value of the organisation"), required=False)
    skill = forms.CharField(label=_("About a skill or competency"), required=False, max_length=200)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        values = organisation_values(actor)
        offer(self, "value", [("", translated("none")), *((one, one) for one in values)])
        if not values:
            del self.fields["value"]
        self.fields["objective"].widget.attrs |= {
            "list": "found-objective",
            "autocomplete": "off",
            "hx-get": reverse("plan_choices", args=["objectives"]),
            "hx-trigger": "input changed delay:150ms",
            "hx-target": "#found-objective",
            "hx-swap": "innerHTML",
        }
        self.fields["skill"].widget.attrs |= {"list": "skills", "autocomplete": "off"}

    def clean_objective(self) -> Objective | None:
        text = self.cleaned_data["objective"].strip()
        if not text:
            return None
        try:
            return objective_by_code(self.actor, text.split(MARK)[0].strip())
        except NotFound:
            raise forms.ValidationError(_("No objective has this code. Choose one of the list.")) from None

    @property
    def tie(self) -> Tie:
        said = self.cleaned_data
        return Tie(said["objective"], said.get("value", ""), said["skill"])


class FeedbackForm(TiedForm):
    text = forms.CharField(
        label=_("Feedback"),
        max_length=LONGEST,
        widget=_area(7, _("In Tuesday's meeting you let everybody finish. We decided in half an hour.")),
        error_messages={"required": _("Write a sentence or two.")},
    )
    with_manager = forms.BooleanField(required=False)
    manager = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    field_order = ("text", "objective", "value", "skill", "with_manager", "manager", "version")

    def __init__(self, *args: Any, manager: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.above = manager
        if manager is None:
            del self.fields["with_manager"]
        else:
            label = translated("%(name)s, the manager, may read it as well") % {"name": manager.name}
            self.fields["with_manager"].label = label

    @property
    def shown_to(self) -> Person | None:
        """The manager whom the writer chose, as the form named them."""
        return self.above if self.cleaned_data.get("with_manager") else None

    def clean(self) -> dict[str, Any]:
        """Whoever would read it is who stood in the sentence when it was written."""
        said = super().clean() or {}
        is_another = self.above is None or said.get("manager") != self.above.employee_id
        if self.data.get("with_manager") and is_another:
            self.add_error(None, _("The manager is another by now. Look again at who would read it."))
        return said


class AskForm(TiedForm):
    question = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        widget=_area(3, _("What should I do otherwise when I present our figures?")),
        error_messages={"required": _("Write what you would like to know.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = [f"person_{number}" for number in range(MOST_PEOPLE)]
        for number, name in enumerate(self.people):
            found = FoundField(
                "people", label=_("Whom you ask") if number == 0 else _("And whom"), required=number == 0
            )
            self.fields[name] = found
            found.bind_to(self.actor, name)
        self.order_fields([*self.people, "question", "objective", "value", "skill"])

    @property
    def asked(self) -> list[Person]:
        return [person for name in self.people if (person := self.cleaned_data.get(name))]


class RecogniseForm(forms.Form):
    person = FoundField("people", label=_("Whom you recognise"), required=True)
    value = forms.ChoiceField(label=_("The value that it shows"))
    text = forms.CharField(
        label=_("What for"),
        max_length=LONGEST_QUESTION,
        widget=_area(3, _("You stayed until the last family in the hall had a bed.")),
        error_messages={"required": _("Say what they did.")},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="recognise-%s", **kwargs)
        values = organisation_values(actor)
        offer(self, "value", [("", "–"), *((one, one) for one in values)])
        if not values:
            del self.fields["value"]
        person = self.fields["person"]
        assert isinstance(person, FoundField)
        person.bind_to(actor, "person")


class ToWhomForm(forms.Form):
    to = FoundField("people", label=_("Whom it is for"), required=True)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, FoundField)
        to.bind_to(actor, "to")


class NamelessForm(forms.Form):
    to = forms.ChoiceField(label=_("To whom"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST,
        widget=_area(8, _("Overtime in the north has no end, and people stopped saying so.")),
        error_messages={"required": _("Write a sentence or two.")},
    )

    def __init__(self, *args: Any, hearers: list[tuple[Person, bool]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hearers = {one.employee_id: one for one, _is_hr in hearers}
        choices = [(one.employee_id, _called(one, is_hr)) for one, is_hr in hearers]
        offer(self, "to", choices)


def _called(person: Person, is_hr: bool) -> str:
    if is_hr:
        return translated("%(name)s, HR") % {"name": person.name}
    return f"{person.name}, {person.title}" if person.title else person.name


class KeyForm(forms.Form):
    key = forms.CharField(
        label=_("Your key"), max_length=60, widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"})
    )


class WordsForm(forms.Form):
    text = forms.CharField(label=_("Your words"), max_length=LONGEST, widget=_area(4, ""))


class DeclineForm(forms.Form):
    word = forms.CharField(
        label=_("A word back"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.TextInput({"placeholder": _("I have not seen enough of it to say something useful.")}),
    )
