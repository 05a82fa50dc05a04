"""The fields of a series, of a meeting, of its topics and minutes, and of what comes of it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.initiatives.models import Initiative
from hoshin.risks.models import Risk
from hoshin.strategy.models import Plan
from hoshin.strategy.policies import plans_visible_to
from hoshin.strategy_reviews.models import (
    LONGEST,
    LONGEST_LINE,
    MOST_MINUTES,
    SHORTEST_MINUTES,
    ReviewCadence,
    StrategyReview,
    StrategyReviewSeries,
)
from hoshin.strategy_reviews.selectors import members_of
from hoshin.web.found_field import FoundField
from hoshin.web.named_fields import PeopleField, ThingsField
from hoshin.web.number_field import NumberField


def _day(label: Any, **named: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **named)


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000, required=False)


def _text(label: Any, rows: int = 3, **named: Any) -> forms.CharField:
    named.setdefault("required", False)
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea({"rows": rows}), **named)


class ActingForm(forms.Form):
    """A form whose fields look for people and things as somebody sees them."""

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, field in self.fields.items():
            if isinstance(field, FoundField | ThingsField):
                field.bind_to(actor, name)
            elif isinstance(field, PeopleField):
                field.actor = actor


class ReviewSeriesForm(ActingForm):
    """Which plan is reviewed, how often, led by whom, with whom."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput({"placeholder": _("Quarterly review of the strategy")}),
    )
    plan = forms.ModelChoiceField(label=_("Plan"), queryset=Plan.objects.none(), to_field_name="code", empty_label=None)
    unit = FoundField("units", label=_("Only what belongs to the unit"))
    cadence = forms.ChoiceField(label=_("How often"), choices=ReviewCadence.choices, initial=ReviewCadence.QUARTERLY)
    chair = FoundField("people", label=_("Who leads it"), required=True)
    members = PeopleField(
        label=_("Who takes part"),
        help_text=_("One a line: a name or an employee id. They are asked to each meeting, and read all its minutes."),
    )
    minutes = NumberField(is_whole=True, least=SHORTEST_MINUTES, most=MOST_MINUTES, label=_("Minutes"), initial=90)
    place = forms.CharField(label=_("Place or link"), max_length=500, required=False)
    version = _version()

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, actor=actor, **named)
        plan = self.fields["plan"]
        assert isinstance(plan, forms.ModelChoiceField)
        plan.queryset = plans_visible_to(actor).order_by("position", "pk")


class MeetingForm(ActingForm):
    """When a meeting is, where, led by whom, with whom."""

    day = _day(_("On"))
    at = forms.TimeField(label=_("At"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    minutes = NumberField(is_whole=True, least=SHORTEST_MINUTES, most=MOST_MINUTES, label=_("Minutes"), required=True)
    chair = FoundField("people", label=_("Who leads it"))
    participants = PeopleField(
        label=_("Who takes part"), help_text=_("One a line: a name or an employee id. They read what is written here.")
    )
    place = forms.CharField(label=_("Place or link"), max_length=500, required=False)
    version = _version()

    def said(self) -> dict[str, Any]:
        """What was filled, as the services take it."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("day", "at", "version")}
        starts_at = datetime.combine(self.cleaned_data["day"], self.cleaned_data["at"], get_default_timezone())
        return data | {"starts_at": starts_at}


class TopicForm(forms.Form):
    title = forms.CharField(label=_("Topic"), max_length=300)
    minutes = NumberField(is_whole=True, least=1, most=MOST_MINUTES, label=_("Minutes"))
    version = _version()


class MinutesForm(forms.Form):
    notes = _text(_("What was said"), 4)
    version = _version()


class SummaryForm(forms.Form):
    summary = _text(_("In short"), 4)
    version = _version()


class TaskForm(ActingForm):
    text = forms.CharField(label=_("What is to be done"), max_length=LONGEST_LINE)
    owner = FoundField("people", label=_("Who"), required=True)
    due_on = _day(_("Due"), required=False)


class DecideForm(ActingForm):
    """A question with its options and, where one is chosen already, why."""

    question = forms.CharField(label=_("Question"), max_length=300)
    options = forms.CharField(
        label=_("Options, one a line"),
        max_length=4_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("To do nothing is always one of them: it is added."),
    )
    about = ThingsField(
        label=_("Objectives, measures, initiatives and risks (codes)"),
        help_text=_("With ; between. How they stand is kept with the decision when it is taken."),
    )
    decider = FoundField("people", label=_("Who decides"), required=True)
    chosen = forms.CharField(
        label=_("We choose"),
        max_length=300,
        required=False,
        help_text=_("One of the options, as it is written above; leave it empty to decide later."),
    )
    reasons = _text(_("Why this one"))
    review_on = _day(_("Looked at again on"), required=False)

    def clean_options(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]


class ActForm(ActingForm):
    """A corrective action on a measure or an objective."""

    thing = ThingsField(label=_("On the measure or objective (code)"), required=True)
    name = forms.CharField(label=_("What is done"), max_length=200)
    cause = _text(_("Why it stands so"))
    owner = FoundField("people", label=_("Who"), required=True)
    due_on = _day(_("Due"))

    def clean_thing(self) -> Any:
        found = self.cleaned_data["thing"]
        if len(found) != 1 or isinstance(found[0], Initiative | Risk):
            raise forms.ValidationError(_now("Name one measure or objective."))
        return found[0]


def series_values(actor: Actor, series: StrategyReviewSeries) -> dict[str, Any]:
    """A series as its form shows it."""
    names = ("name", "cadence", "minutes", "place", "version")
    return {name: getattr(series, name) for name in names} | {
        "plan": series.plan.code,
        "unit": series.unit_id or "",
        "chair": series.chair_id or "",
        "members": members_of(actor, series),
    }


def meeting_values(review: StrategyReview) -> dict[str, Any]:
    """A meeting as its form shows it."""
    here = review.starts_at.astimezone(get_default_timezone())
    return {name: getattr(review, name) for name in ("minutes", "place", "version")} | {
        "day": here.date(),
        "at": here.time(),
        "chair": review.chair_id or "",
        "participants": [row.person for row in review.participants.all()],
    }
