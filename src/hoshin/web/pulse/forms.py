"""The fields of a survey that is sent, and of one that is answered."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.base import clock
from hoshin.org.models import Unit
from hoshin.pulse.library import COMMENT, SURVEYS, QuestionKind, SurveyQuestion
from hoshin.pulse.models import LEAST_GROUP, LONGEST_COMMENT, CommentReaders
from hoshin.web.forms import offer
from hoshin.web.number_field import NumberField

MOST_UNITS, USUAL_DAYS, MOST_GROUP = 500, 14, 1_000
_SCALE = {
    1: _("1 · not at all"),
    2: _("2 · rather not"),
    3: _("3 · partly"),
    4: _("4 · rather"),
    5: _("5 · entirely"),
}


class LaunchForm(forms.Form):
    survey = forms.ChoiceField(label=_("Which survey"))
    name = forms.CharField(label=_("What it is called"), max_length=200)
    unit = forms.ChoiceField(label=_("Whom it asks"), required=False)
    closes_on = forms.DateField(label=_("Open until"), widget=forms.DateInput({"type": "date"}))
    remind_on = forms.DateField(label=_("Reminder on"), required=False, widget=forms.DateInput({"type": "date"}))
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

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in units[:MOST_UNITS]}
        offer(self, "survey", [(survey.code, survey.name) for survey in SURVEYS.values()])
        offer(self, "unit", [("", translated("everybody")), *((unit.code, unit.name) for unit in self.units.values())])
        self.initial |= {
            "closes_on": clock.today() + timedelta(days=USUAL_DAYS),
            "smallest": 5,
            "smallest_comments": 10,
            "comments_to": CommentReaders.NOBODY,
        }

    @property
    def for_unit(self) -> Unit | None:
        return self.units.get(self.cleaned_data.get("unit", ""))


class BallotForm(forms.Form):
    """One field for each question, none of which must be answered."""

    def __init__(self, *args: Any, questions: list[SurveyQuestion], has_comment: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            steps = range(question.kind.low, question.kind.high + 1)
            named = [(str(step), str(step) if question.kind == QuestionKind.ENPS else _SCALE[step]) for step in steps]
            self.fields[question.code] = forms.ChoiceField(
                label=question.text, choices=named, required=False, widget=forms.RadioSelect
            )
        if has_comment:
            self.fields[COMMENT] = forms.CharField(
                label=_("What should we know?"),
                required=False,
                max_length=LONGEST_COMMENT,
                widget=forms.Textarea({"rows": 4}),
                help_text=_("What you write, and how, may tell who you are."),
            )

    @property
    def answers(self) -> dict[str, int | None]:
        """What was answered, by question."""
        given = {name: value for name, value in self.cleaned_data.items() if name != COMMENT}
        return {name: int(value) if value else None for name, value in given.items()}
