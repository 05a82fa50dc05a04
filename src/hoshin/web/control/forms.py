"""From where limits begin anew, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.base.periods import Period
from hoshin.measures.services.limits import LONGEST_REASON
from hoshin.web.forms import offer


class ResetForm(forms.Form):
    period = forms.ChoiceField(label=_("Limits begin anew in"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "What has changed for good, such as a new way of working. Everybody who sees the measure can read this."
        ),
    )

    def __init__(self, *args: Any, periods: Sequence[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "period", [(str(period), period.label) for period in reversed(periods)])
