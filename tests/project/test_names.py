"""One meaning for a word: a reader who looks for a class by its name finds one."""

import ast
from collections import defaultdict

from tests.project.house import MODULES, module_name, nodes

_OF_DJANGO = {"Meta"}


def test_a_class_name_stands_once():
    places = defaultdict(list)
    for path in MODULES:
        for node in nodes(path):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and node.name not in _OF_DJANGO:
                places[node.name].append(module_name(path))
    assert len(places) > 300
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
