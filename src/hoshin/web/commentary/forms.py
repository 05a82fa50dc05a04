"""What happened, why, what next."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.commentary.models import LONGEST


def _text(label: Any, example: Any) -> forms.CharField:
    area = forms.Textarea({"rows": 3, "placeholder": example})
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=area)


class CommentaryForm(forms.Form):
    happened = _text(_("What happened"), _("Two large orders moved into November."))
    why = _text(_("Why"), _("A strike in the harbour; our plan had no second route."))
    next_steps = _text(_("What next"), _("Route through Oslo from week 47; back on track by December."))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000, required=False)
    unit = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    place = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
