"""The fields of an action on a result, and of concluding it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.web.forms import offer
from hoshin.web.found_field import FoundField

_USUAL_TIME = timedelta(days=42)


def _version() -> forms.IntegerField:
    return forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class SurveyActionForm(forms.Form):
    """A new action, of one of these drivers; or one that stands, whose driver stays."""

    driver = forms.ChoiceField(label=_("About"))
    name = forms.CharField(label=_("What is done"), max_length=300, widget=forms.Textarea({"rows": 2}))
    owner = FoundField("people", label=_("Who does it"), required=True)
    due_on = forms.DateField(label=_("Due"), widget=forms.DateInput({"type": "date"}))
    version = _version()

    def __init__(self, *args: Any, actor: Actor, drivers: Mapping[str, Any] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if drivers is None:
            del self.fields["driver"]
        else:
            del self.fields["version"]
            offer(self, "driver", list(drivers.items()))
            self.initial.setdefault("due_on", clock.today() + _USUAL_TIME)
        owner = self.fields["owner"]
        assert isinstance(owner, FoundField)
        owner.bind_to(actor, "owner")


class SurveyActionEndForm(forms.Form):
    note = forms.CharField(label=_("What came of it"), max_length=500, required=False)
    version = _version()
