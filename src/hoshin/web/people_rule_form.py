"""The fields that choose some of the people of a unit: by what they do, where, since when; or one by one."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.org.people_rules import PeopleRule, values_of_people
from hoshin.org.policies import people_visible_to
from hoshin.web.forms import offer
from hoshin.web.named_fields import PeopleField

LISTS = ("job_families", "levels", "locations")
RULE = (*LISTS, "joined_since", "joined_before", "people")


def _several(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}))


class PeopleRuleForm(forms.Form):
    """What a form has that asks for a rule; each template says where."""

    job_families = _several(_("Of these job families alone"))
    levels = _several(_("Of these levels alone"))
    locations = _several(_("At these places alone"))
    joined_since = _day(_("Who joined on this day or later"))
    joined_before = _day(_("Who joined before this day"))
    people = PeopleField(label=_("These people alone"), help_text=_("One a line: a name, or an employee id."))

    def bind_rule_to(self, actor: Actor) -> None:
        """Offer what people whom the actor sees have, and find people among these."""
        people = self.fields["people"]
        assert isinstance(people, PeopleField), "people are named one a line"
        people.actor = actor
        for name, values in values_of_people(actor).items():
            offer(self, name, [(value, value) for value in values])

    @property
    def has_rule(self) -> bool:
        """Something of a rule was said, rightly or wrongly."""
        return any(self[name].errors or self[name].value() for name in RULE)

    @property
    def rule(self) -> PeopleRule:
        """The rule as it was typed."""
        said: Mapping[str, Any] = self.cleaned_data
        lists: dict[str, tuple[str, ...]] = {name: tuple(said[name]) for name in LISTS}
        days: dict[str, date | None] = {name: said[name] for name in ("joined_since", "joined_before")}
        return PeopleRule(**lists, **days, people=tuple(person.pk for person in said["people"]))


def begun_with_rule(actor: Actor, rule: PeopleRule) -> dict[str, Any]:
    """What these fields hold of a rule."""
    found = people_visible_to(actor).filter(pk__in=rule.people).order_by("name", "pk") if rule.people else ()
    return asdict(rule) | {"people": list(found)}
