"""The fields of a cycle that is prepared, of a template, of peers, and of a form that is handed over."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.whole_numbers import whole_number
from hoshin.org.policies import people_visible_to
from hoshin.reviews.assembly import FORMULA_INPUTS
from hoshin.reviews.library import STARTERS
from hoshin.reviews.models import (
    LONGEST_CRITERIA,
    LONGEST_REASON,
    ChangeReason,
    ReviewCycle,
    ReviewResult,
    ReviewTemplate,
)
from hoshin.reviews.questions import (
    AnswerKind,
    RatedOf,
    ReviewQuestion,
    ReviewSource,
    as_rows,
)
from hoshin.reviews.rows import AnswersTyped, CyclePlan
from hoshin.web.forms import offer
from hoshin.web.found_field import FoundField, SeveralPeopleField
from hoshin.web.named_fields import PeopleField
from hoshin.web.number_field import NumberField
from hoshin.web.people_rule_form import RULE, PeopleRuleForm, begun_with_rule

MOST_PEERS_AT_ONCE, MOST_EXCLUDED, EMPTY_QUESTIONS = 5, 500, 2
KEPT = "as-it-is"
_DAYS = ("starts_on", "ends_on", "nominate_until", "write_until", "release_on")


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput({"type": "date"}), help_text=help_text
    )


class ReviewCycleForm(PeopleRuleForm):
    """A cycle as it is prepared; the unit and the people left out are found by typing."""

    name = forms.CharField(label=_("What they are called"), max_length=200)
    questions = forms.ChoiceField(label=_("Questions"))
    starts_on = _day(_("They look at the time from"))
    ends_on = _day(_("Until"))
    unit = FoundField("units", label=_("A unit with all below; everybody without one"))
    excluded = PeopleField(label=_("Leave out"), help_text=_("One a line: a name, or an employee id."))
    has_manager = forms.BooleanField(
        label=_("Managers write"),
        required=False,
        initial=True,
        help_text=_(
            "The nearest of the line above who is here, else the head of the unit. Without them it is an upward review."
        ),
    )
    has_self = forms.BooleanField(label=_("People write about themselves"), required=False, initial=True)
    has_others = forms.BooleanField(
        label=_("Whoever leads them by a dotted line or in a project writes"),
        required=False,
        help_text=_("By name, as managers do. Managers may ask more of them while forms are written."),
    )
    has_reports = forms.BooleanField(label=_("Reports write about whoever leads three of them or more"), required=False)
    has_peers = forms.BooleanField(
        label=_("Peers write, whom the person names and the manager agrees to"), required=False
    )
    has_outside = forms.BooleanField(
        label=_("People outside write by a link, whom the person names and the manager agrees to"), required=False
    )
    names_peers = forms.BooleanField(
        label=_("After the release the person reads who of their peers and reports wrote what"),
        required=False,
        help_text=_("Without it nobody ever reads whose words are whose, and words of fewer than three are not shown."),
    )
    nominate_until = _day(_("Peers are named until"), required=False)
    write_until = _day(_("Forms are written until"))
    release_on = _day(_("Results are released on"))
    appeal_days = NumberField(
        label=_("An appeal is answered within days"), is_whole=True, least=1, most=90, required=True, initial=14
    )
    least_days = NumberField(
        label=_("Ratings count from so many days together on"),
        is_whole=True,
        least=0,
        most=365,
        required=True,
        initial=30,
        help_text=_(
            "What is rated by whoever is known to have worked with the person for fewer counts for nothing. 0 counts all."
        ),
    )
    formula = forms.CharField(
        label=_("Formula of the score"),
        required=False,
        max_length=500,
        help_text=_("Without one it is the usual score. What it may name stands below."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, own: list[ReviewTemplate], cycle: ReviewCycle | None = None) -> None:
        super().__init__(*args, initial=_initial(actor, cycle))
        self.own, self.cycle = {f"own-{one.pk}": one for one in own}, cycle
        unit, excluded = self.fields["unit"], self.fields["excluded"]
        assert isinstance(unit, FoundField), "a unit is found by typing"
        assert isinstance(excluded, PeopleField), "people are named one a line"
        unit.bind_to(actor, "unit")
        excluded.actor = actor
        self.bind_rule_to(actor)
        choices = [(KEPT, translated("as they stand in it now"))] if cycle is not None else []
        choices += [(name, one.name) for name, one in self.own.items()]
        offer(self, "questions", choices + [(one.code, one.name) for one in STARTERS.values()])

    def clean_excluded(self) -> list[int]:
        people = self.cleaned_data["excluded"]
        if len(people) > MOST_EXCLUDED:
            raise forms.ValidationError(translated("At most 500 people are left out by name."))
        return sorted(person.pk for person in people)

    @property
    def plan(self) -> CyclePlan:
        """The cycle as it was typed."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in (*RULE, "version")}
        unit = said.pop("unit")
        said["questions"] = self._questions(said["questions"])
        said["appeal_days"], said["least_days"] = int(said["appeal_days"]), int(said["least_days"])
        return CyclePlan(**said, only=self.rule, unit_id=unit.pk if unit else None)

    def _questions(self, chosen: str) -> list[dict[str, Any]]:
        if chosen == KEPT and self.cycle is not None:
            return list(self.cycle.questions)
        if chosen in self.own:
            return list(self.own[chosen].questions)
        return as_rows(STARTERS[chosen].questions)


def _initial(actor: Actor, cycle: ReviewCycle | None) -> dict[str, Any]:
    if cycle is None:
        return {}
    names = (
        *_DAYS,
        "name",
        "has_manager",
        "has_self",
        "has_others",
        "has_reports",
        "has_peers",
        "has_outside",
        "names_peers",
        "appeal_days",
        "least_days",
        "formula",
        "version",
    )
    said = {name: getattr(cycle, name) for name in names}
    left_out = people_visible_to(actor).filter(pk__in=cycle.excluded).order_by("name", "pk")
    said |= {"unit": cycle.unit_id, "questions": KEPT, "excluded": list(left_out)}
    return said | begun_with_rule(actor, cycle.rule)


class PeersForm(forms.Form):
    """People who are to write about oneself."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(MOST_PEERS_AT_ONCE):
            name = f"person_{number}"
            field = FoundField("people", label=translated("Person %(number)s") % {"number": number + 1})
            field.bind_to(actor, name)
            self.fields[name] = field

    @property
    def people(self) -> list[Any]:
        return [one for one in self.cleaned_data.values() if one is not None]


class OthersForm(forms.Form):
    """Somebody who leads a person in a project, or by a dotted line, and is to write about them."""

    about = FoundField("people", label=_("About whom"), required=True)
    by = FoundField("people", label=_("Who writes"), required=True)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            assert isinstance(field, FoundField)
            field.bind_to(actor, name)


class FormHandOverForm(forms.Form):
    """To whom a form is given."""

    to = FoundField("people", label=_("Who writes it from now on"), required=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, FoundField)
        to.bind_to(actor, "to")


class AllFormsHandOverForm(forms.Form):
    """Whose forms are given, and to whom."""

    by = FoundField("people", label=_("Who was to write them"), required=True)
    to = FoundField("people", label=_("Who writes them from now on"), required=True)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            assert isinstance(field, FoundField)
            field.bind_to(actor, name)


class GroupForm(forms.Form):
    """Results that are looked at together, and who does that."""

    name = forms.CharField(label=_("Name"), max_length=200)
    unit = FoundField("units", label=_("Results of a unit with all below, or of everybody"))
    people = SeveralPeopleField(label=_("Or of these people alone"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(MOST_PEERS_AT_ONCE):
            self.fields[f"person_{number}"] = FoundField(
                "people", label=translated("Who looks at them, %(number)s") % {"number": number + 1}
            )
        for name, field in self.fields.items():
            if isinstance(field, FoundField):
                field.bind_to(actor, name)

    @property
    def looking(self) -> list[Any]:
        return [one for name, one in self.cleaned_data.items() if name.startswith("person_") and one is not None]


class GroupPeopleForm(forms.Form):
    """Whose results come into a group, and whose leave it."""

    put_in = SeveralPeopleField(label=_("Put in"))
    take_out = SeveralPeopleField(label=_("Take out"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            assert isinstance(field, FoundField)
            field.bind_to(actor, name)


class PayCriteriaForm(forms.Form):
    """By which criteria pay is decided."""

    text = forms.CharField(
        label=_("Criteria"), max_length=LONGEST_CRITERIA, widget=forms.Textarea({"rows": 16}),
        help_text=_("Everybody reads them, and those that stood before. Nobody's pay is written here."),
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ChangeForm(forms.Form):
    """Another score, with its reason and evidence; one with little evidence is not held against others."""

    after = NumberField(label=_("Score"), least=1, most=5, required=True)
    reason = forms.ChoiceField(label=_("Reason"), choices=ChangeReason.choices)
    evidence = forms.CharField(
        label=_("Evidence"), max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 4}),
        help_text=_("What shows it, and when it was. The person reads it after the release."),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, result: ReviewResult, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": result.version, "after": result.score}, **kwargs)
        left_out = {ChangeReason.STANDARD.value} if result.is_thin else set()
        offer(self, "reason", [one for one in ChangeReason.choices if one[0] not in left_out])


class ResultCommentForm(forms.Form):
    """What somebody says to their result."""

    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 3}),
        help_text=_("Managers above you and HR of your unit read it."),
    )  # fmt: skip


class AppealForm(forms.Form):
    """What is wrong with a result."""

    text = forms.CharField(
        label=_("What is wrong, or was left out?"), max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 6}),
        help_text=_("Managers above you and HR of your unit read it; one of them who did not write your review answers."),
    )  # fmt: skip


class AppealAnswerForm(forms.Form):
    """The answer to an appeal."""

    answer = forms.CharField(
        label=_("Answer, with its reasons"), max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 6})
    )
    after = NumberField(label=_("New score, where it changes"), least=1, most=5)


def answers_typed(typed: QueryDict) -> AnswersTyped:
    """What a form sends, as its service takes it."""
    ratings = {name[2:]: text for name, text in typed.items() if name.startswith("r-")}
    seconds = typed.get("seconds", "")
    return AnswersTyped(
        texts={name[2:]: text for name, text in typed.items() if name.startswith("a-")},
        ratings={code: int(text) if len(text) == 1 and text.isdecimal() else None for code, text in ratings.items()},
        cited={name[5:]: typed.getlist(name) for name in typed if name.startswith("cite-")},
        seconds=whole_number(seconds, 5) or 0,
    )


def questions_typed(typed: QueryDict) -> list[ReviewQuestion]:
    """The questions that stand in the table of a template; a row without a text is none."""
    count = typed.get("count", "0")
    rows = range(min(whole_number(count, 3) or 0, 60))
    return [_question(typed, at) for at in rows if typed.get(f"text-{at}", "").strip()]


def _question(typed: QueryDict, at: int) -> ReviewQuestion:
    def said(name: str) -> str:
        return typed.get(f"{name}-{at}", "").strip()

    weight = said("weight").replace(",", ".")
    lines = [line.strip() for line in said("anchors").splitlines() if line.strip()]
    return ReviewQuestion(
        code=said("code") or f"q{at + 1}",
        kind=said("kind") or AnswerKind.TEXT.value,
        text=said("text"),
        section=said("section")[:200],
        hint=said("hint"),
        weight=float(weight) if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", weight) else (-1.0 if weight else 1.0),
        anchors=tuple(lines),
        sources=tuple(source for source in typed.getlist(f"sources-{at}") if source in ReviewSource.values),
        families=tuple(dict.fromkeys(one.strip() for one in said("families").split(";") if one.strip())),
        of=said("of") if said("of") in RatedOf.values else RatedOf.PERFORMANCE.value,
    )


def formula_inputs() -> list[tuple[str, str]]:
    """What a formula may name, and what each is."""
    return [(name, str(text)) for name, text in FORMULA_INPUTS.items()]
