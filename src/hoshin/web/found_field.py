"""A form field that finds one of many by typing: people, units, objectives, measures. Never a list of them all."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.accounts.access import Actor
from hoshin.org.policies import people_visible_to, units_visible_to
from hoshin.org.selectors import people_found, units_found

MARK = " · "
MOST_PEOPLE = 50


class FoundField(forms.CharField):
    """Takes what the suggestions offer, or a name that only one has; gives the row itself."""

    actor: Actor

    def __init__(self, kind: str, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=600, **kwargs)
        self.kind = kind

    def bind_to(self, actor: Actor, name: str) -> None:
        """Let suggestions appear as the actor types."""
        self.actor = actor
        self.widget.attrs |= {
            "list": f"found-{name}",
            "autocomplete": "off",
            "hx-get": reverse("plan_choices", args=[self.kind]),
            "hx-trigger": "input changed delay:150ms",
            "hx-target": f"#found-{name}",
            "hx-swap": "innerHTML",
        }

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        find = people_visible_to if self.kind == "people" else units_visible_to
        row = find(self.actor).filter(pk=value).first()
        return "" if row is None else SHOWN[self.kind](row)

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        find = people_found if self.kind == "people" else units_found
        _name, _mark, code = text.rpartition(MARK)
        found = find(self.actor, code, 5)
        exact = [row for row in found if _code(row).casefold() == code.casefold()]
        if not exact:
            found = find(self.actor, text, 5)
            exact = [row for row in found if text.casefold() in (row.name.casefold(), _code(row).casefold())] or found
        if len(exact) == 1:
            return exact[0]
        near = ", ".join(SHOWN[self.kind](row) for row in exact[:3])
        said = _("Nobody or nothing is called “%(text)s”.") if not exact else _("“%(text)s” may be %(near)s.")
        raise forms.ValidationError(said % {"text": text, "near": near} + " " + _("Choose one of the list."))


class SeveralPeopleField(FoundField):
    """Takes people with ; between, each as a `FoundField` does; gives them in that order, each once."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("One or more, with ; between."))
        super().__init__("people", **kwargs)
        self.max_length = None

    def bind_to(self, actor: Actor, name: str) -> None:
        super().bind_to(actor, name)
        self.widget.attrs["hx-get"] += "?several=yes"

    def clean(self, value: Any) -> Any:
        parts = [part for part in (value or "").split(";") if part.strip()]
        if len(parts) > MOST_PEOPLE:
            raise forms.ValidationError(_("At most %(most)s people are named at once.") % {"most": MOST_PEOPLE})
        return list(
            {person.pk: person for person in (super(SeveralPeopleField, self).clean(one) for one in parts)}.values()
        )


def suggest(field: forms.Field, name: str, kind: str, *, several: bool = False) -> None:
    """Let codes be offered as somebody types, in the list `found-NAME`; of `several` with ; between, for the last one."""
    field.widget.attrs |= {
        "list": f"found-{name}",
        "autocomplete": "off",
        "hx-get": reverse("plan_choices", args=[kind]) + ("?several=yes" if several else ""),
        "hx-trigger": "input changed delay:150ms",
        "hx-target": f"#found-{name}",
        "hx-swap": "innerHTML",
    }


def code_in(text: str) -> str:
    """The code in what `suggest` offered, or what was typed instead."""
    return text.split(MARK)[0].strip()


def _code(row: Any) -> str:
    return row.employee_id if hasattr(row, "employee_id") else row.code


SHOWN: dict[str, Callable[[Any], str]] = {
    "people": lambda row: f"{row.name}{MARK}{row.employee_id}",
    "units": lambda row: f"{row.name}{MARK}{row.code}",
}
