"""Two people at once: the answer that shows both versions and lets the second one choose; nothing is lost."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hoshin.base.errors import Conflict
from hoshin.base.formats import as_typed
from hoshin.web.htmx import is_htmx, render


def conflict_answer(
    request: HttpRequest,
    error: Conflict,
    form: forms.Form,
    theirs: Mapping[str, Any],
    form_url: str,
    back_url: str | None = None,
) -> HttpResponse:
    """Theirs beside yours, field by field; sending it again carries the version that was just shown.

    `theirs` holds the values as they stand now by field, with `version`.
    """
    rows = [
        {"label": field.label, "theirs": _shown(field, theirs.get(name)), "yours": _shown(field, form[name].value())}
        for name, field in form.fields.items()
        if not field.widget.is_hidden and name in theirs
    ]
    hidden = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    hidden["version"] = theirs["version"]
    context = {
        "text": str(error).replace(": load it again and repeat your change", ""),
        "rows": [row for row in rows if row["theirs"] != row["yours"]] or rows,
        "form_url": form_url,
        "hidden": hidden,
        "back_url": back_url or request.headers.get("Referer") or reverse("plan_edit"),
    }
    status = 422 if is_htmx(request) else 409
    response = render(request, "plans/conflict.html", "_shared/conflict.html", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#dialog-body", "innerHTML"
    return response


def _shown(field: forms.Field, value: Any) -> str:
    """A value as a person reads it: the words of a choice, yes or no, a number without trailing zeros."""
    if isinstance(field, forms.BooleanField):
        return "✓" if value in (True, "on", "True") else "–"
    choices = dict(getattr(field, "choices", ()))
    words = {str(key): str(label) for key, label in choices.items()}
    if str(value) in words:
        return words[str(value)]
    value = field.prepare_value(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return as_typed(value)
    return "" if value is None else str(value)
