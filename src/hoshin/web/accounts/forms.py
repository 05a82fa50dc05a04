"""What is typed into the pages about users; the services decide what of it holds."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.models import Role
from hoshin.base.errors import Invalid

THEMES = [("", _("as the system has it")), ("light", _("light")), ("dark", _("dark"))]


def place_problems(form: forms.Form, error: Invalid, **renamed: str) -> None:
    """Put what a service found wrong beside the fields of a form; what names no field of it stands on top."""
    for problem in error.problems:
        name = renamed.get(problem.field, problem.field)
        form.add_error(name if name in form.fields else None, f"{problem.message} {problem.remedy}".strip())


def _password_field(label: Any, *, is_new: bool, help_text: Any = "") -> forms.CharField:
    attributes = {"autocomplete": "new-password" if is_new else "current-password"}
    return forms.CharField(
        label=label, strip=False, max_length=1024, widget=forms.PasswordInput(attributes), help_text=help_text
    )


class SignIn(forms.Form):
    username = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "username", "autofocus": True})
    )
    password = _password_field(_("Password"), is_new=False)

    def clean_username(self) -> str:
        """Lower case throughout: guessing is counted by e-mail, whose case says nothing."""
        return str(self.cleaned_data["username"]).lower()


class Forgotten(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "username", "autofocus": True})
    )


class ChosenPassword(forms.Form):
    password = _password_field(_("New password"), is_new=True)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        texts = password_validation.password_validators_help_texts()
        self.fields["password"].help_text = " ".join(texts)


class OwnPassword(ChosenPassword):
    old_password = _password_field(_("Password until now"), is_new=False)
    field_order = ["old_password", "password"]


class Profile(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    theme = forms.ChoiceField(label=_("Colours"), choices=THEMES, required=False, widget=forms.RadioSelect)


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
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.VIEWER, widget=forms.RadioSelect)


class ChangedUser(NewUser):
    is_active = forms.BooleanField(label=_("May sign in"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
