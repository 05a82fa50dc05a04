"""The fields of a survey that is sent."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.pulse.library import LANGUAGES, Survey
from hoshin.pulse.models import LEAST_GROUP, CommentReaders, PlannedWave
from hoshin.pulse.wishes import WaveWish, wish_of
from hoshin.web.forms import offer
from hoshin.web.found_field import FoundField
from hoshin.web.number_field import NumberField
from hoshin.web.people_rule_form import RULE, PeopleRuleForm, begun_with_rule

USUAL_DAYS, MOST_GROUP = 14, 1_000


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput({"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class LaunchForm(PeopleRuleForm):
    survey = forms.ChoiceField(label=_("Which survey"))
    name = forms.CharField(label=_("What it is called"), max_length=200)
    unit = FoundField("units", label=_("Whom it asks"), help_text=_("A unit, with all below it. Empty: everybody."))
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
    opens_on = _day(_("Sent on"), help_text=_("Empty: at once. On a later day it goes to those whom it means then."))
    closes_on = _day(_("Open until"), required=True)
    remind_on = _day(_("Reminder on"))
    remind_again_on = _day(_("Second reminder on"))
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
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args: Any, actor: Actor, surveys: Mapping[str, Survey], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, FoundField), "a unit is found by typing"
        unit.bind_to(actor, "unit")
        self.bind_rule_to(actor)
        self.fields["people"].help_text = _(
            "One a line: a name, or an employee id. Only with names: without, whoever chooses could learn too much."
        )
        offer(self, "survey", [(survey.code, survey.name) for survey in surveys.values()])
        self.initial = {
            "closes_on": clock.today() + timedelta(days=USUAL_DAYS),
            "share": 100,
            "smallest": 5,
            "smallest_comments": 10,
            "comments_to": CommentReaders.NOBODY,
            **self.initial,
        }

    def clean_share(self) -> int:
        return int(self.cleaned_data["share"] or 100)

    @property
    def sent_on(self) -> date:
        """The day on which it is sent."""
        found: date | None = self.cleaned_data["opens_on"]
        return found or clock.today()

    @property
    def wish(self) -> WaveWish:
        """What was said, as services take it."""
        apart = (*RULE, "opens_on", "version")
        said = {name: value for name, value in self.cleaned_data.items() if name not in apart}
        return cast(WaveWish, {**said, "only": self.rule})


def begun_with(actor: Actor, planned: PlannedWave) -> dict[str, Any]:
    """What the form holds of a survey that is planned. Its day, if that is over, is to be said anew."""
    wish = wish_of(planned)
    rule = begun_with_rule(actor, wish.pop("only"))
    unit = planned.unit_id
    opens_on = planned.opens_on if planned.opens_on > clock.today() else None
    return {**wish, **rule, "unit": unit, "opens_on": opens_on, "version": planned.version}
