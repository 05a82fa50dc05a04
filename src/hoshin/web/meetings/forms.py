"""The fields of a series, of moving or leaving out one meeting, of notes, and of an action item."""

from typing import Any

from django import forms
from django.utils.timezone import get_default_timezone_name
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.meetings.models import (
    LONGEST,
    LONGEST_LINE,
    MOST_MINUTES,
    SHORTEST_MINUTES,
    Cadence,
    OneOnOne,
)
from hoshin.org.models import Person
from hoshin.web.found_field import FoundField
from hoshin.web.number_field import NumberField


def _day_field(label: Any, **named: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **named)


def _time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))


def _version() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000, required=False)


class SeriesForm(forms.Form):
    """When two people meet; whom one meets is chosen once, when the series begins."""

    partner = FoundField("people", label=_("With"), required=True)
    starts_on = _day_field(_("First meeting"), help_text=_("Later ones fall on the same weekday."))
    at = _time_field(_("At"))
    minutes = NumberField(is_whole=True, least=SHORTEST_MINUTES, most=MOST_MINUTES, label=_("Minutes"), initial=30)
    cadence = forms.ChoiceField(label=_("How often"), choices=Cadence.choices, initial=Cadence.TWO_WEEKS)
    place = forms.CharField(label=_("Place or link"), max_length=500, required=False)
    topic = forms.CharField(label=_("Name"), max_length=200, required=False)
    time_zone = forms.CharField(label=_("Time zone"), max_length=60, required=False)
    version = _version()

    def __init__(self, *arguments: Any, actor: Actor, one: OneOnOne | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if one is not None:
            del self.fields["partner"]
        else:
            partner = self.fields["partner"]
            assert isinstance(partner, FoundField)
            partner.bind_to(actor, "partner")

    @classmethod
    def begun(cls, actor: Actor, me: Person, other: Person | None) -> "SeriesForm":
        """Empty, but for whom one meets, today, and one's own time zone."""
        zone = (me.user.time_zone if me.user else "") or get_default_timezone_name()
        initial = {"starts_on": clock.today(), "at": "10:00", "time_zone": zone, "partner": other.pk if other else ""}
        return cls(actor=actor, initial=initial)

    @classmethod
    def of(cls, actor: Actor, one: OneOnOne) -> "SeriesForm":
        """The series as it is."""
        return cls(actor=actor, one=one, initial=values_of(one))


def values_of(one: OneOnOne) -> dict[str, Any]:
    """A series as its form shows it."""
    names = ("starts_on", "at", "minutes", "cadence", "place", "topic", "time_zone", "version")
    return {name: getattr(one, name) for name in names}


class SkipForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=LONGEST_LINE, widget=forms.TextInput({"placeholder": _("I am at a customer's.")})
    )


class MoveForm(SkipForm):
    to = _day_field(_("To"))
    at = _time_field(_("At"))
    field_order = ("to", "at", "reason")


class NotesForm(forms.Form):
    """What both read, and what one notes for oneself; each with the version that was shown."""

    notes = forms.CharField(
        label=_("Notes for both"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6, "data-key": "n"}),
    )
    private = forms.CharField(
        label=_("Your private note"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6, "data-key": "p"}),
    )
    version = _version()
    private_version = _version()


class PointForm(forms.Form):
    text = forms.CharField(label=_("Point"), max_length=LONGEST_LINE)
    version = _version()


class ActionForm(forms.Form):
    """An action item; `owner` is one of the two by their number."""

    text = forms.CharField(label=_("What is to be done"), max_length=LONGEST_LINE)
    owner = forms.TypedChoiceField(label=_("Who"), coerce=int)
    due_on = _day_field(_("By"), required=False)
    day = forms.DateField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, one: OneOnOne, **named: Any) -> None:
        super().__init__(*arguments, **named)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.TypedChoiceField)
        owner.choices = [(person.pk, person.name) for person in one.people]
