"""Finds the sentences of Python code that are translated, for `make messages` (babel.cfg).

Marked ones stand in calls of gettext and its kin, of `Said`, or of what names a missing thing. Below the faces a sentence
needs no mark: whatever text begins like one and ends like one is English that `Said` or a `Problem` words when it is read.
"""

import ast
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

# Who speaks English to everybody: commands and what they alone say, the API, the engine.
_ENGLISH = ("api", "backups", "cli", "config", "demo", "embedded", "engine", "serving")
# Names of fields that pages never show, and what stands in another language already.
_NOT_TO_TRANSLATE = ("/migrations/", "/library/french.py")
_FACES = ("web",)
_SENTENCE = re.compile(r"[A-Z%“…].* .*[a-z)%\d”s][.?!:]", re.S)
# What is said of a file or of a thing that another sentence names.
_FRAGMENT = re.compile(r"(is|has|holds|cannot|would|unpacks) [\w .,:()-]+")
# Rights, relations and lengths of periods are kept in their own words.
_IN_OWN_WORDS = re.compile(r"\w*(Right|Relation|Verb|Frequency)")
# Sheets and columns of a workbook, whose names the screen says as words (`sheet_words`).
_NAMED = {"Column", "Sheet", "choice", "code", "number", "sheet", "whole"}
_FOR_PROGRAMMERS = {
    "RuntimeError",
    "TypeError",
    "ValueError",
    "AssertionError",
    "warning",
    "error",
    "exception",
    "info",
}
Found = tuple[int, str | None, Any, list[str]]


def extract(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """What pybabel asks of a method of extraction: line, function, texts and comments of each."""
    part = file.name.rpartition("src/hoshin/")[2].partition("/")[0]
    if part in _ENGLISH or any(place in file.name for place in _NOT_TO_TRANSLATE):
        return
    tree = ast.parse(file.read())
    skipped = set(_left_out(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in keywords:
            yield node.lineno, _name(node), tuple(_text(argument) for argument in node.args), []
        elif part not in _FACES and node not in skipped and _is_said(_text(node) or ""):
            yield node.lineno, None, _text(node), []
        if isinstance(node, ast.Call) and "/sheets/" in file.name and _name(node) in _NAMED:
            named = _text(node.args[0]) if node.args else None
            if named and named.isidentifier():
                yield node.lineno, None, named.replace("_", " ").capitalize(), []
        elif isinstance(node, ast.ClassDef) and _IN_OWN_WORDS.fullmatch(node.name):
            for line in node.body:
                if isinstance(line, ast.Assign) and _text(line.value):
                    yield line.lineno, None, _text(line.value), []


def _is_said(text: str) -> bool:
    return bool(_SENTENCE.fullmatch(text) or _FRAGMENT.fullmatch(text))


def _left_out(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, parts of f-strings, and what a programmer or a log is told."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield from node.values
        elif isinstance(node, ast.Call) and _name(node) in _FOR_PROGRAMMERS:
            yield from node.args


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
