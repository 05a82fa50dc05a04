"""The fields of a cycle."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.base.periods import Period

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CycleForm(forms.Form):
    code = forms.CharField(
        label=_("Period or code"),
        max_length=100,
        help_text=_("2027-Q1, 2027-H1 and 2027 bring their dates; own dates are written below."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Name"), max_length=300, required=False)
    starts_on = forms.DateField(label=_("Start"), required=False, widget=_DAY)
    ends_on = forms.DateField(label=_("End"), required=False, widget=_DAY)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A code that is a period says name and dates where these are left out."""
        data = super().clean() or self.cleaned_data
        try:
            period = Period.parse(str(data.get("code", "")))
        except ValueError:
            period = None
        if period is not None:
            data["name"] = data.get("name") or period.label
            data["starts_on"] = data.get("starts_on") or period.start
            data["ends_on"] = data.get("ends_on") or period.end
        data["name"] = data.get("name") or data.get("code", "")
        for name in ("starts_on", "ends_on"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Write a day, or a period above."))
        return data
