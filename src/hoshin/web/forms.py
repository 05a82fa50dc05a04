"""Parts of forms that several slices share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from hoshin.base.errors import Invalid


def place_problems(form: forms.Form, error: Invalid, **renamed: str) -> None:
    """Put what a service found wrong beside the fields of a form; what names no field of it stands on top."""
    for problem in error.problems:
        name = renamed.get(problem.field, problem.field)
        form.add_error(name if name in form.fields else None, f"{problem.message} {problem.remedy}".strip())


def offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Let a field of a form be chosen from these, which are known once somebody asks."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), "a field of which one chooses"
    field.choices = choices


def password_field(label: Any, *, is_new: bool, help_text: Any = "") -> forms.CharField:
    """A password, kept as it was typed; `is_new` tells the browser whether to offer or to propose one."""
    attributes = {"autocomplete": "new-password" if is_new else "current-password"}
    return forms.CharField(
        label=label, strip=False, max_length=1024, widget=forms.PasswordInput(attributes), help_text=help_text
    )


class ChosenPassword(forms.Form):
    password = password_field(_("New password"), is_new=True)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        texts = password_validation.password_validators_help_texts()
        self.fields["password"].help_text = " ".join(texts)
