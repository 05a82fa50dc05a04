"""Whatever is done is worded by the app that does it."""

import ast
from pathlib import Path

from tests.project.house import nodes

from hoshin import audit
from hoshin.base.cards import entries
from hoshin.base.wordings import places_of

SOURCE = Path(audit.__file__).parents[1]


def acts():
    """Where the product acts with a verb of its own: file, verb, and the facts that it names."""
    for path in sorted(SOURCE.rglob("*.py")):
        for call in nodes(path, ast.Call):
            if getattr(call.func, "id", "") == "act" and len(call.args) > 1:
                verb = getattr(call.args[1], "value", None)
                if isinstance(verb, str):
                    yield path.name, verb, {keyword.arg for keyword in call.keywords} - {"note", None}


def test_everything_that_is_done_has_words_for_it():
    wordings = entries("wordings", by="code")
    found = list(acts())
    assert len(found) > 60
    assert [(name, verb) for name, verb, _facts in found if verb not in wordings] == []


def test_every_fact_stands_in_a_text():
    """A fact that no text has a place for is misspelt, or kept in vain."""
    wordings = entries("wordings", by="code")
    places = {code: set().union(*(places_of(str(text)) for text in each.texts)) for code, each in wordings.items()}
    unsaid = [(name, verb, facts - places[verb]) for name, verb, facts in acts() if facts - places[verb]]
    assert unsaid == []
