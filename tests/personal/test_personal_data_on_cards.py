"""Every column that leads to a person, or holds a name, stands on its app's card with what becomes of it."""

import re

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import CharField, Field, ForeignKey, TextField

from hoshin.accounts.models import User
from hoshin.accounts.sight import things
from hoshin.base.personal_data import AtErasure, Exported, PersonalData, personal_data
from hoshin.meetings.models import PrivateNote
from hoshin.org.models import Person

# Columns of text that say who did something, by how they are called.
NAMES = re.compile(r"(^|_)by$|^actor_name$")
# Columns that point to people and are no personal data of theirs, each with the reason.
NOT_OF_A_PERSON = {
    "org.Person.user": "the same human being",
}
WHAT_TO_WRITE = (
    "Add to PERSONAL_DATA in src/hoshin/{app}/personal_data.py (and name it on the card, `personal_data=PERSONAL_DATA`):\n"
    '    PersonalData(model={model}, by="{by}", label=_("…in words…"), at_erasure=AtErasure.REMOVED)\n'
    "  or BLANKED with `words=(…columns…)`, or KEPT with `why=` (IN_THE_OPEN, OF_OTHERS, COUNTED or a sentence).\n"
    "  `exported` says which rows a person gets of themself: see base/personal_data.py."
)


def house_models():
    return [
        model for config in apps.get_app_configs() if config.name.startswith("hoshin.") for model in config.get_models()
    ]


def columns_of_people():
    """Each column of the house that leads to a person or a user, or holds a name by what it is called."""
    for model in house_models():
        for field in model._meta.concrete_fields:
            leads = isinstance(field, ForeignKey) and field.related_model in (Person, User)
            names = isinstance(field, CharField | TextField) and not field.choices and NAMES.search(field.name)
            if leads or names:
                yield model, field


def test_every_column_of_a_person_stands_on_a_card():
    said = {(entry.model, entry.by) for entry in personal_data()}
    said |= {(entry.model, name) for entry in personal_data() for name in entry.names}
    missing = [
        WHAT_TO_WRITE.format(app=model._meta.app_label, model=model.__name__, by=field.name)
        for model, field in columns_of_people()
        if (model, field.name) not in said and f"{model._meta.label}.{field.name}" not in NOT_OF_A_PERSON
    ]
    assert missing == [], "\n".join(missing)


def test_each_line_names_columns_that_are_there_and_can_be_asked():
    assert len(personal_data()) > 100
    for entry in personal_data():
        columns = {field.name for field in entry.model._meta.concrete_fields}
        assert {word.partition(":")[0] for word in entry.words} | set(
            entry.names + entry.quotes + entry.without
        ) <= columns, entry.name
        assert entry.model._base_manager.filter(**entry.where).query, entry.name
        target = entry.target
        assert target is None or target.related_model in (Person, User, None), entry.name
        if target is None:
            assert entry.model in (Person, User), entry.name


def test_what_is_exported_has_a_rule_of_sight():
    seen = {thing.model for thing in things().values()}
    for entry in personal_data():
        if entry.exported == Exported.SEEN:
            model = entry.model
            for step in filter(None, entry.through.split("__")):
                model = model._meta.get_field(step).related_model
            assert model in seen, f"{entry.name}: nobody's rule says who sees it; say `through` or another `exported`"


def test_a_line_says_what_it_must():
    said = {"model": PrivateNote, "by": "person", "label": "Notes"}
    with pytest.raises(ImproperlyConfigured, match="which words"):
        PersonalData(**said, at_erasure=AtErasure.BLANKED)
    with pytest.raises(ImproperlyConfigured, match="why"):
        PersonalData(**said, at_erasure=AtErasure.KEPT)
    line = PersonalData(**said, at_erasure=AtErasure.REMOVED, where={"text": "a"})
    assert line.name == "meetings.privatenote.person.text"
    assert isinstance(line.target, Field)
    assert line.target.related_model is Person
