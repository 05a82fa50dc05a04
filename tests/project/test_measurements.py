"""Measurements are not run with the tests; what they ask for by name is there all the same."""

import ast
from importlib import import_module
from pathlib import Path

import pytest
from tests.project.house import ROOT, nodes

OURS = ("bench", "tests", "hoshin")


@pytest.mark.parametrize("path", sorted((ROOT / "bench").glob("*.py")), ids=lambda path: path.stem)
def test_what_a_measurement_imports_is_there(path: Path):
    missing = [
        f"{node.module}.{alias.name} in line {node.lineno}"
        for node in nodes(path, ast.ImportFrom)
        if (node.module or "").split(".")[0] in OURS
        for alias in node.names
        if not _is_there(node.module or "", alias.name)
    ]
    assert missing == []


def _is_there(module: str, name: str) -> bool:
    if hasattr(import_module(module), name):
        return True
    try:
        import_module(f"{module}.{name}")
    except ImportError:
        return False
    return True
