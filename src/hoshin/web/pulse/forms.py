"""The fields of a survey that is sent, and of one that is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.base import clock
from hoshin.org.models import Unit
from hoshin.pulse.library import COMMENT, LANGUAGES, OnlyIf, QuestionKind, Survey, SurveyQuestion, said
from hoshin.pulse.models import LEAST_GROUP, LONGEST_COMMENT, CommentReaders
from hoshin.web.forms import offer
from hoshin.web.number_field import NumberField

MOST_UNITS, USUAL_DAYS, MOST_GROUP = 500, 14, 1_000


class LaunchForm(forms.Form):
    survey = forms.ChoiceField(label=_("Which survey"))
    name = forms.CharField(label=_("What it is called"), max_length=200)
    unit = forms.ChoiceField(label=_("Whom it asks"), required=False)
    share = NumberField(
        label=_("Percent of them who are asked"),
        is_whole=True,
        least=1,
        most=100,
        required=False,
        help_text=_("100: all. Fewer are drawn by chance when it is sent, from every part of the organisation."),
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages"),
        choices=list(LANGUAGES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: in all that it has."),
    )
    is_named = forms.BooleanField(
        label=_("With names: each answer stands with who gave it"),
        required=False,
        help_text=_(
            "Read by whoever answers, by whoever heads their unit or one above, and by HR of it. It says so first."
        ),
    )
    closes_on = forms.DateField(label=_("Open until"), widget=forms.DateInput({"type": "date"}))
    remind_on = forms.DateField(label=_("Reminder on"), required=False, widget=forms.DateInput({"type": "date"}))
    remind_again_on = forms.DateField(
        label=_("Second reminder on"), required=False, widget=forms.DateInput({"type": "date"})
    )
    smallest = NumberField(
        label=_("Smallest group with results"), is_whole=True, least=LEAST_GROUP, most=MOST_GROUP, required=True
    )
    comments_to = forms.ChoiceField(label=_("Comments are read by"), choices=CommentReaders.choices)
    smallest_comments = NumberField(
        label=_("Smallest group whose comments are shown"),
        is_whole=True,
        least=LEAST_GROUP,
        most=MOST_GROUP,
        required=True,
    )

    falls_to_hr = forms.BooleanField(
        label=_("HR of a unit is told where engagement fell there, and by how much"), required=False
    )

    def __init__(self, *args: Any, units: list[Unit], surveys: Mapping[str, Survey], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units[:MOST_UNITS]}
        offer(self, "survey", [(survey.code, survey.name) for survey in surveys.values()])
        offer(self, "unit", [("", translated("everybody")), *((unit.code, unit.name) for unit in self.units.values())])
        self.initial |= {
            "closes_on": clock.today() + timedelta(days=USUAL_DAYS),
            "share": 100,
            "smallest": 5,
            "smallest_comments": 10,
            "comments_to": CommentReaders.NOBODY,
        }

    def clean_share(self) -> int:
        return int(self.cleaned_data["share"] or 100)

    @property
    def for_unit(self) -> Unit | None:
        return self.units.get(self.cleaned_data.get("unit", ""))


@dataclass(frozen=True, slots=True)
class BallotPart:
    """A field as it stands on the page: what section it begins, and on what it depends."""

    bound: forms.BoundField
    section: str = ""
    only_if: OnlyIf | None = None


class BallotForm(forms.Form):
    """One field for each question, none of which must be answered; in a language of the survey."""

    def __init__(
        self, *args: Any, questions: Sequence[SurveyQuestion], has_comment: bool, language: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.questions = language or None, list(questions)
        for question in questions:
            self.fields[question.code] = self._field_of(question)
        if has_comment:
            self.fields[COMMENT] = forms.CharField(
                label=said(_("What should we know?"), self.language),
                required=False,
                max_length=LONGEST_COMMENT,
                widget=forms.Textarea({"rows": 4}),
                help_text=_("What you write, and how, may tell who you are."),
            )

    def _field_of(self, question: SurveyQuestion) -> forms.Field:
        label = said(question.text, self.language)
        if question.kind == QuestionKind.TEXT:
            area = forms.Textarea({"rows": 3})
            return forms.CharField(label=label, required=False, max_length=LONGEST_COMMENT, widget=area)
        first = 0 if question.options else question.kind.low
        named = [(str(at), words) for at, words in enumerate(question.choices(self.language), first)]
        if question.kind == QuestionKind.CHOICES:
            boxes = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(label=label, choices=named, required=False, widget=boxes)
        return forms.ChoiceField(label=label, choices=named, required=False, widget=forms.RadioSelect)

    @property
    def parts(self) -> list[BallotPart]:
        """The fields with their sections and conditions, in their order."""
        found = [BallotPart(self[one.code], said(one.section, self.language), one.only_if) for one in self.questions]
        return [*found, BallotPart(self[COMMENT])] if COMMENT in self.fields else found

    @property
    def answers(self) -> dict[str, int | str | list[int] | None]:
        """What was answered, by question."""
        return {one.code: _answer(one, self.cleaned_data.get(one.code)) for one in self.questions}


def _answer(question: SurveyQuestion, value: Any) -> int | str | list[int] | None:
    if question.kind == QuestionKind.TEXT:
        return str(value or "")
    if isinstance(value, list):
        return [int(one) for one in value]
    return int(value) if value else None
