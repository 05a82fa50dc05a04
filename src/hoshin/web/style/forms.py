"""A form with one field of each kind, to look at."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.web.number_field import NumberField


class Specimen(forms.Form):
    name = forms.CharField(label=_("Name"), help_text=_("As people call it, in a sentence."))
    weight = NumberField(label=_("Weight"), least=0)
    frequency = forms.ChoiceField(
        label=_("Frequency"), choices=[("monthly", _("monthly")), ("quarterly", _("quarterly"))], required=False
    )
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    visibility = forms.ChoiceField(
        label=_("Who sees it"),
        choices=[("public", _("everyone in the organisation")), ("private", _("owner and strategy office"))],
        widget=forms.RadioSelect,
    )
    description = forms.CharField(label=_("Description"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    is_key = forms.BooleanField(label=_("Key measure"), required=False)
