"""Settings of the organisation."""

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _


class OrganisationSettings(forms.Form):
    name = forms.CharField(label=_("Name of the organisation"), max_length=300)
    fiscal_year_start = forms.TypedChoiceField(
        label=_("First month of the fiscal year"),
        choices=list(MONTHS.items()),
        coerce=int,
        help_text=_("Years to date and fiscal quarters begin there."),
    )
    currency = forms.CharField(
        label=_("Currency"),
        required=False,
        max_length=3,
        min_length=3,
        help_text=_("Three letters, such as EUR, CAD or JPY."),
        widget=forms.TextInput({"autocapitalize": "characters", "spellcheck": "false", "list": "currencies"}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).upper()
        if code and not (code.isascii() and code.isalpha()):
            raise forms.ValidationError(_("A currency has three letters, such as EUR."))
        return code
