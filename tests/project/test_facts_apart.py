"""A sentence that may be stored keeps its text and its facts apart: it is a `Said`, not an f-string."""

import ast
import re

from tests.project.house import MODULES, SOURCE, nodes, tree

# What is said at once to whoever asked, by commands and by the engine, which knows no translation.
AT_ONCE = {"cli", "config", "demo", "embedded", "engine"}
FACES = {"api", "web"}
TROUBLE = {"Problem", "Invalid", "Conflict", "Denied", "NotFound", "Busy", "Unavailable"}
_WORDS = re.compile(r"[A-Za-z]{2,}[,:;]? [A-Za-z]{2,}|\{\} [a-z]{2,}")
_SQL = re.compile(r"\b(AND|COPY|DATABASE|DELETE|DROP|FROM|INSERT|IS NULL|JOIN|ON|SELECT|SET|TABLE|UPDATE|WHERE|WITH)\b")
_OTHER = re.compile(r"^\s*<|%[HdB]|^(?:measures_actual|breakdowns_membervalue) ")
# Names that people gave or would give, and what a programmer reads.
NO_SENTENCES = {
    ("audit/tracked.py", "{} has secrets, which the trail lacks: its rows cannot be put back."),
    ("base/cards.py", "Two cards bring {} among their {}."),
    ("base/personal_data.py", "{}: say which words are taken out."),
    ("base/personal_data.py", "{}: say why it is kept."),
    ("exchange/series/choice.py", "{} with {} columns"),
    ("exchange/series/headline.py", "Published as {}"),
    ("exchange/transfers/importing.py", "{} files"),
    ("exchange/transfers/receiving.py", "{} csv files"),
    ("exchange/transfers/receiving.py", "{} files"),
    ("measures/models.py", "{} until {}"),
    ("personal/services/erasing.py", "Erased person {}"),
    ("scorecards/models.py", "{} in {}"),
    ("scorecards/selectors/soundness.py", "{} of {}"),
    ("scorecards/selectors/soundness.py", " and {} more"),
    ("scorecards/selectors/soundness.py", "{}: objectives serve each other round a circle: {}."),
    ("strategy/models.py", "{} until {}"),
    ("strategy/sheets/plans.py", "{} and {}"),
}


def place(path):
    return path.relative_to(SOURCE).as_posix()


def joined(found):
    """The f-strings among these, with {} for what is put in."""
    for one in found:
        if isinstance(one, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in one.values)


def test_no_sentence_below_the_faces_is_an_f_string():
    found = {
        (place(path), text)
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] not in AT_ONCE | FACES
        for text in joined(nodes(path, ast.JoinedStr))
        if _WORDS.search(text) and not _SQL.search(text) and not _OTHER.search(text)
    }
    assert found - NO_SENTENCES == set(), "write Said(text, **facts), which can be stored and said in another language"
    assert NO_SENTENCES - found == set(), "these are gone"


def test_no_trouble_that_a_face_tells_of_is_an_f_string():
    found = [
        (place(path), text)
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] in FACES
        for call in nodes(path, ast.Call)
        if getattr(call.func, "id", "") in TROUBLE
        for text in joined(node for argument in call.args for node in ast.walk(argument))
        if _WORDS.search(text)
    ]
    assert found == []


def test_no_sentence_is_said_when_a_module_is_read():
    """It would stay in the language of that moment for good: a lazy one waits, unless something is put into it at once."""
    found = [
        f"{place(path)}:{node.lineno}"
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] not in AT_ONCE
        for node in _read_at_once(tree(path))
        if _says_now(node)
    ]
    assert found == []


def _read_at_once(node):
    """What is worked out when a module is read: not the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from _read_at_once(child)


def _says_now(node):
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "") in ("Said", "gettext", "ngettext", "sentence")
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Call)
