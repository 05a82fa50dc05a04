"""What can be asked of the audit trail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.audit.tracked import tracked


class Filters(forms.Form):
    """What of the trail is shown; every field is optional and stands in the address."""

    who = forms.CharField(label=_("Who"), required=False, max_length=200)
    text = forms.CharField(label=_("What"), required=False, max_length=200)
    table = forms.ChoiceField(label=_("Kind of thing"), required=False)
    code = forms.CharField(label=_("Its code"), required=False, max_length=100)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    verb = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]  # passed on as they came
        self.fields["table"].choices = [("", _("anything")), *((each.table, each.label) for each in tracked())]
