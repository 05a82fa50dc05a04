"""What somebody says of a thing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.discussion.models import LONGEST


class CommentForm(forms.Form):
    """A comment; `answers`: the code of the one that it answers to, `version`: the one that its author was shown."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3, "data-names-people": ""}),
        help_text=_("@ and a name tells somebody of it."),
    )
    answers = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
