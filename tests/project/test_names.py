"""One meaning for a word: a reader who looks for a class by its name finds one."""

import ast
from collections import defaultdict

from tests.project.house import MODULES, module_name, nodes, tree

_OF_DJANGO = {"Meta"}


def classes(path):
    """The names of classes, wherever in a file they stand."""
    return [node.name for node in nodes(path, ast.ClassDef) if node.name not in _OF_DJANGO]


def aliases(path):
    """The names that are given to types: those in a file's outermost lines that are written like a class's."""
    for node in tree(path).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name, made_by = node.targets[0].id, getattr(getattr(node.value, "func", None), "id", "")
            if name[0].isupper() and not name.isupper() and made_by not in ("TypeVar", "ParamSpec"):
                yield name


def test_the_name_of_a_class_or_a_type_stands_once():
    places = defaultdict(list)
    for path in MODULES:
        for name in [*classes(path), *aliases(path)]:
            if not name.startswith("_"):
                places[name].append(module_name(path))
    assert len(places) > 300
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
