"""Whatever is done is worded by the app that does it."""

import ast
from pathlib import Path

from tests.project.house import MODULES, nodes, tree
from tests.project.test_writes import SAVES, WRITES_ROWS_OF_ITS_FIRST_ARGUMENT

from hoshin import audit
from hoshin.base.cards import entries
from hoshin.base.wordings import places_of

SOURCE = Path(audit.__file__).parents[1]
WRITE = WRITES_ROWS_OF_ITS_FIRST_ARGUMENT | {"add_row", "change_row", "remove_row"}
# Who calls services: what these write stands in an act.
CALLERS = {"web", "api", "cli", "mcp", "exchange", "sheets", "demo"}
# Services that write in no act, each with the reason.
WITHOUT_TRAIL = {
    "answer_without_name": "whose author is stored nowhere has no trail",
    "applaud": "one word for somebody, which its page shows",
    "count_calibration_time": "who looked at results for how long is nobody's to see",
    "examine_links": "what the data say of links follows from values, weights and links, which stand in it",
    "follow": "what one wants to be told of is one's own affair",
    "go_on_without_name": "whose author is stored nowhere has no trail",
    "mark_read": "what somebody read is their own affair",
    "note_browser_language": "in which language somebody reads is their own affair",
    "note_reading": "who read an announcement is nobody's to see",
    "react": "one word on a thing, which its page shows",
    "refresh_forecasts": "forecasts follow from values, definitions and targets, which stand in it",
    "refresh_projections": "projected scores follow from forecasts and from what counts for what, which stand in it",
    "vote_confidence": "who gave which vote is nobody's to see",
    "write_without_name": "whose author is stored nowhere has no trail",
}


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


def test_what_is_written_stands_in_an_act():
    """Every service that is called from outside writes within an act, so that the trail has it, and it is done whole."""
    called = {
        alias.name
        for path in MODULES
        if CALLERS & set(path.relative_to(SOURCE).parts)
        for imported in nodes(path, ast.ImportFrom)
        if ".services" in (imported.module or "")
        for alias in imported.names
    }
    beside = {name for name in _writing_beside_acts() if name in called}
    assert beside - WITHOUT_TRAIL.keys() == set()
    assert WITHOUT_TRAIL.keys() - beside == set(), "no exemption outlives its reason"


def _writing_beside_acts():
    for path in MODULES:
        if "services" in path.relative_to(SOURCE).with_suffix("").parts:
            for function in tree(path).body:
                is_called = isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
                if is_called and any(map(_writes, _beside_acts(function))):
                    yield function.name


def _beside_acts(node):
    """The calls below a node that stand in no act."""
    contexts = [item.context_expr for item in node.items] if isinstance(node, ast.With) else []
    if any(isinstance(one, ast.Call) and getattr(one.func, "id", "") == "act" for one in contexts):
        return
    if isinstance(node, ast.Call):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _beside_acts(child)


def _writes(call):
    if isinstance(call.func, ast.Attribute):
        return call.func.attr in SAVES or (call.func.attr == "update" and call.keywords and not call.args)
    return getattr(call.func, "id", "") in WRITE
