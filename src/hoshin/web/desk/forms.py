"""What is typed to save a view, or to change one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.web.kept import KEPT_PAGES, query_kept


class ChangedView(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)
    is_shared = forms.BooleanField(
        label=_("For everybody"), required=False, help_text=_("Everybody reads its name, and sees there what they may.")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NewView(forms.Form):
    name = forms.CharField(label=_("Save this view as"), max_length=100)
    is_shared = ChangedView.base_fields["is_shared"]
    page = forms.ChoiceField(choices=list(KEPT_PAGES.items()), widget=forms.HiddenInput)
    query = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_query(self) -> str:
        return query_kept(self.cleaned_data["query"])
