"""What the first page asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.web.forms import ChosenPassword


class FirstRun(ChosenPassword):
    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=300,
        help_text=_("Can be changed later."),
        widget=forms.TextInput({"autocomplete": "organization", "autofocus": True}),
    )
    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("You sign in with it. Nothing is sent."),
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    field_order = ["organisation", "name", "email", "password"]
