"""Form fields in which several things or people are named: by their codes, and as the suggestions offer them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.initiatives.models import Initiative
from hoshin.initiatives.selectors import initiative_by_code
from hoshin.measures.models import Measure
from hoshin.measures.selectors import measure_by_code
from hoshin.org.models import Person
from hoshin.risks.models import Risk
from hoshin.risks.selectors import risk_by_code
from hoshin.strategy.models import Objective
from hoshin.strategy.selectors import objective_by_code
from hoshin.web.found_field import SHOWN, FoundField, suggest

_FIND = (objective_by_code, measure_by_code, initiative_by_code, risk_by_code)


class ThingsField(forms.CharField):
    """Objectives, measures, initiatives and risks by their codes, with ; between: gives the things themselves."""

    actor: Actor

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=600, **kwargs)

    def bind_to(self, actor: Actor, name: str) -> None:
        """Let suggestions appear as the actor types."""
        self.actor = actor
        suggest(self, name, "things", several=True)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return [self._thing(code.strip()) for code in text.split(";") if code.strip()]

    def _thing(self, code: str) -> Objective | Measure | Initiative | Risk:
        for find in _FIND:
            try:
                return find(self.actor, code)
            except NotFound:
                continue
        raise forms.ValidationError(_("There is no objective, measure, initiative or risk %(code)s.") % {"code": code})


class PeopleField(forms.CharField):
    """People, one a line: by an employee id, by a name that only one has, or as the suggestions write them."""

    actor: Actor

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=20_000, widget=forms.Textarea({"rows": 4}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """People as lines."""
        return value if isinstance(value, str | None) else "\n".join(SHOWN["people"](person) for person in value)

    def clean(self, value: Any) -> Any:
        one = FoundField("people")
        one.actor = self.actor
        found = [one.clean(line) for line in super().clean(value).splitlines() if line.strip()]
        return list({person.pk: person for person in found if isinstance(person, Person)}.values())
