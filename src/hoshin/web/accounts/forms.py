"""What is typed into the pages about users; the services decide what of it holds."""

from datetime import date
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.addresses import folded
from hoshin.accounts.models import Role
from hoshin.base.formats import day_in_words, in_format, known_formats, using
from hoshin.base.languages import known_languages
from hoshin.web.forms import ChosenPassword, password_field

THEMES = [("", _("as the system has it")), ("light", _("light")), ("dark", _("dark"))]


class SignIn(forms.Form):
    username = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "username", "autofocus": True}),
    )
    password = password_field(_("Password"), is_new=False)

    def clean_username(self) -> str:
        """The one spelling of it, by which the user is looked up and tries are counted."""
        return folded(self.cleaned_data["username"])


class Forgotten(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "username", "autofocus": True})
    )


class PasswordWithTokens(ChosenPassword):
    revokes_tokens = forms.BooleanField(
        label=_("Revoke my tokens too"),
        required=False,
        help_text=_("Programs that use one stop working. Do it where somebody else may have had your password."),
    )


class OwnPassword(PasswordWithTokens):
    old_password = password_field(_("Password until now"), is_new=False)
    field_order = ["old_password", "password", "revokes_tokens"]


class Profile(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    theme = forms.ChoiceField(label=_("Colours"), choices=THEMES, required=False, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        help_text=_("Of pages and mails. Names and texts of your organisation, files and the API stay as they are."),
    )
    formats = forms.ChoiceField(
        label=_("Numbers and dates"),
        required=False,
        help_text=_("How they are shown to you, and how what you type is read. Files and the API stay as they are."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_("Times of day are told in it. What day it is, and what is late, goes by the organisation's."),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        known, usual_one = known_languages(), settings.ORGANISATION_LANGUAGE
        asked = _("as your browser asks for")
        if usual_one:
            asked = _("as the organisation has it (%(language)s)") % {"language": known[usual_one]}
        self.fields["language"].choices = [("", asked), *known.items()]
        usual = _("as the organisation has them (%(example)s)") % {"example": example_of("")}
        here = _("as the organisation has it (%(zone)s)") % {"zone": timezone.get_default_timezone_name()}
        self.fields["formats"].choices = [("", usual), *_formats()]
        self.fields["time_zone"].choices = [("", here), *((zone, zone.replace("_", " ")) for zone in _zones())]


def example_of(locale: str) -> str:
    """A number and a day as a locale writes them."""
    day = date(2026, 11, 26)
    with using(locale):
        return f"{in_format('1,234.5')} · {day_in_words(day)}"


def _formats() -> list[tuple[str, str]]:
    return [(locale, f"{country}: {example_of(locale)}") for locale, country in known_formats().items()]


@cache
def _zones() -> list[str]:
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))


class NewToken(forms.Form):
    name = forms.CharField(
        label=_("Name of the token"), max_length=100, help_text=_("What uses it, such as: nightly load of sales.")
    )
    expires_on = forms.DateField(
        label=_("Valid until"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )


class NewUser(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, help_text=_("They sign in with it. It also tells which person they are.")
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        initial=Role.MEMBER,
        widget=forms.RadioSelect,
        help_text=_("A member who is a person of the organisation keeps up what they own; one who is none looks on."),
    )


class ChangedUser(NewUser):
    is_active = forms.BooleanField(label=_("May sign in"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class SightQuestion(forms.Form):
    who = forms.CharField(
        label=_("Who"), max_length=254, help_text=_("The e-mail address of a user, or an employee id.")
    )
    what = forms.CharField(
        label=_("What"),
        max_length=254,
        help_text=_(
            "A code; where several kinds of things have it, with the kind before it, as measure:NPS. What bears no code is "
            "asked for by the employee id of the person whose it is, as review_result:E12."
        ),
    )
