"""The form that sets a status by hand."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.base import clock
from hoshin.scorecards.statuses import STATUSES

DEFAULT_DAYS = 30
LONGEST_DAYS = 366


class OverrideForm(forms.Form):
    status = forms.TypedChoiceField(label=_("Status"), coerce=int)
    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown to everyone beside the status."),
        error_messages={"required": _("Say why the status is set by hand.")},
    )
    expires_on = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("From the next day on the computed status counts again."),
    )

    def __init__(self, *args: Any, scale: str = "standard", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = range(11, 16) if scale == "progress" else range(1, 4)
        self.fields["status"].choices = [(number, STATUSES[number].label) for number in wanted]
        self.fields["expires_on"].initial = clock.today() + timedelta(days=DEFAULT_DAYS)

    def clean_expires_on(self) -> object:
        ends = self.cleaned_data["expires_on"]
        if not clock.today() <= ends <= clock.today() + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(_("The end must lie between today and a year from now."))
        return ends
