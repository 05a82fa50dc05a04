"""Settings of the organisation."""

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from hoshin.web.number_field import NumberField


class CheckInRulesForm(forms.Form):
    """What holds for check-ins; of whoever is away, and on days off, nothing is asked anyway."""

    reminded_at = NumberField(
        is_whole=True,
        required=True,
        label=_("Hour of the reminder"),
        least=0,
        most=23,
        help_text=_("On the day by which check-ins are asked for, in the time zone of each person."),
    )
    grace_working_days = NumberField(
        is_whole=True,
        required=True,
        label=_("Working days of grace"),
        least=0,
        most=20,
        help_text=_("After them a check-in that was missed goes to the next above who is there."),
    )
    answer_working_days = NumberField(
        is_whole=True,
        required=True,
        label=_("Working days for an answer"),
        least=1,
        most=20,
        help_text=_("Within them what stands in the way of somebody is to be answered."),
    )
    acknowledge_working_days = NumberField(
        is_whole=True,
        label=_("Working days for an acknowledgement"),
        least=1,
        most=20,
        help_text=_("Within them a reviewer is to have seen what was said. Empty: there is no such day."),
    )
    late_days = NumberField(
        is_whole=True,
        required=True,
        label=_("Days after the end of a goal"),
        least=0,
        most=90,
        help_text=_("So long check-ins are still taken, and marked late."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


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
