"""Forms of the strategy map's links."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.strategy.choices import LinkSign
from hoshin.web.number_field import NumberField


class LinkForm(forms.Form):
    """A link of the map: which objective drives which, by their codes."""

    cause = forms.CharField(label=_("Cause"), max_length=100)
    effect = forms.CharField(label=_("Effect"), max_length=100)
    lag_months = NumberField(label=_("Months until the effect"), is_whole=True, least=0, most=600)
    sign = forms.ChoiceField(label=_("Then the effect"), choices=LinkSign.choices, required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=5000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("cause", "effect"):
            if name in self.fields:
                self.fields[name].widget.attrs |= {"list": "map-objectives", "autocomplete": "off"}

    def clean_sign(self) -> str:
        """A link that is drawn by hand says nothing of it."""
        return self.cleaned_data["sign"] or LinkSign.SAME


class LinkDetailForm(LinkForm):
    """What can be said about a link that exists; its ends stay."""

    cause = None
    effect = None
    note = forms.CharField(label=_("Note"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
