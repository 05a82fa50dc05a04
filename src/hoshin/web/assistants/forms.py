"""What is typed to grant an assistant."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.assistants.models import Tool
from hoshin.base import clock

USUAL_DAYS = 90


class NewGrant(forms.Form):
    name = forms.CharField(label=_("Assistant"), max_length=100, help_text=_("As you call it: it stands in the trail."))
    purpose = forms.CharField(label=_("What for"), max_length=300)
    expires_on = forms.DateField(label=_("Last day"), widget=forms.DateInput({"type": "date"}))
    tools = forms.MultipleChoiceField(
        label=_("What it may ask"), choices=Tool.choices, widget=forms.CheckboxSelectMultiple, initial=Tool.values
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["expires_on"].initial = clock.today() + timedelta(days=USUAL_DAYS)
