"""Sentences that are stored: text and facts apart, and said again for whoever reads them."""

from copy import deepcopy

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from hoshin.base.errors import Invalid, Problem, said_of_stored
from hoshin.base.wordings import Said, said_again, stored


@pytest.fixture
def german(monkeypatch):
    """A language in which two of the sentences are known."""
    known = {"%(path)s %(why)s.": "%(path)s: %(why)s!", "is damaged (%(error)s)": "beschädigt (%(error)s)"}

    def speak():
        monkeypatch.setattr(translation._trans, "gettext", lambda text: known.get(text, text), raising=False)

    return speak


def test_a_sentence_is_plain_text_where_it_is_shown():
    sentence = Said("%(path)s is 100%% wrong.", path="a.csv")
    assert sentence == "a.csv is 100% wrong."
    assert deepcopy(sentence) == sentence
    assert str(Invalid(sentence)) == "a.csv is 100% wrong."


def test_a_stored_problem_is_worded_anew_with_what_stands_inside_of_it(german):
    problem = Problem(Said("%(path)s %(why)s.", path="a.zip", why=Said("is damaged (%(error)s)", error=7)), row=3)
    kept = problem.as_stored()
    assert said_of_stored(kept)["message"] == "a.zip is damaged (7)."
    german()
    assert said_of_stored(kept) == problem.as_dict() | {"message": "a.zip: beschädigt (7)!"}


def test_what_was_stored_as_text_keeps_its_text():
    assert said_of_stored({"message": "As it was said, 100%"}) == {"message": "As it was said, 100%"}
    assert said_again(stored("")) == ""


def test_a_command_says_its_trouble_before_there_are_settings(monkeypatch):
    def no_settings(text):
        raise ImproperlyConfigured

    monkeypatch.setattr(translation._trans, "gettext", no_settings, raising=False)
    monkeypatch.setattr("hoshin.base.wordings.settings", LazySettings())
    assert Said("%(port)s is taken.", port="8000") == "8000 is taken."
