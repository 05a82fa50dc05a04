"""The fields of a survey that is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.pulse.library import COMMENT, OnlyIf, QuestionKind, SurveyQuestion, said
from hoshin.pulse.models import LONGEST_COMMENT


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
