"""One door per write: rows are written by services and what serves them, and by the app alone whose rows they are."""

import ast
import importlib
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.db.models import Model
from tests.project.house import APPS, MODULES, SOURCE, module_name, nodes, text

# Where rows are written without being a service, each with the reason.
SERVE_SERVICES = {
    "accounts/tries.py": "how often signing in failed: its own note, not data of the organisation",
    "audit/editing.py": "how services save one row",
    "audit/moving.py": "the triggers that note which tables were written to, and the job that forgets it",
    "audit/removal.py": "an undo takes away what the change made, whatever table it is in",
    "audit/tracking.py": "the trigger that writes the trail",
    "audit/undo.py": "an undo puts rows back as they stood, whatever table they are in",
    "base/copying.py": "how services write very many rows",
    "base/keeping.py": "how services keep what rows said before",
    "base/laid_out.py": "how services write very many rows that are given as columns",
    "base/tasks/running.py": "how far a job is: its own note, not data of the organisation",
    "base/upserts.py": "how services write many rows",
    "exchange/series/importing.py": "which mapping an import used: its own note, not data of the organisation",
    "exchange/transfers/": "how far an import or export is: its own note, not data of the organisation",
    "exchange/workbook/readings.py": "how columns were answered to be read: its own note, not data of the organisation",
    "measures/taking_back.py": "an undo takes back values by appending what held before",
    "scorecards/assembly/store.py": "scores are computed rows",
    "scorecards/edge_history.py": "edges of the past are computed rows, and an undo puts them back",
    "scorecards/placements.py": "places in the graph are computed rows",
    "scorecards/structure.py": "the graph is computed rows",
}
# Rows of others that are written from outside their app, each with the reason.
WRITE_FOR_OTHERS = {
    "personal/services/trail.py": "takes the words of whoever is erased out of the trail (decision 0079)",
}
SAVES = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete", "_raw_delete"}
WRITES_ROWS_OF_ITS_FIRST_ARGUMENT = {"upsert", "copy_new", "copy_over"}
SQL = re.compile(rf"\b(?:INSERT INTO|DELETE FROM|UPDATE|COPY)\s+\"?(\{{|(?:{'|'.join(APPS)})_[a-z]+\b)")
SIGN = re.compile(rf"\.(?:{'|'.join(SAVES)}|update)\(|{SQL.pattern}|\bupsert\(|\bcopy_(?:new|over)\(")
MANAGERS = {"objects", "everything", "_base_manager", "_default_manager"}
FILES = [path for path in MODULES if path.relative_to(SOURCE).parts[0] != "engine"]


def test_rows_are_saved_by_services_and_what_serves_them():
    guilty = [path for path in map(str, _writing()) if not _is_service(path) and not _is_named(path, SERVE_SERVICES)]
    assert [path for path in guilty if not _is_named(path, WRITE_FOR_OTHERS)] == []


def test_an_app_writes_its_own_tables_alone():
    guilty = {
        path: others
        for path, tables in ((str(path), tables) for path, tables in _writing().items())
        if (others := sorted(table for table in tables if table and _app_of(table) not in path.split("/")[:-1]))
        and not _is_named(path, WRITE_FOR_OTHERS)
    }
    assert guilty == {}


@pytest.mark.parametrize("name", [*SERVE_SERVICES, *WRITE_FOR_OTHERS])
def test_no_exemption_outlives_its_reason(name):
    assert any(_is_named(str(path), {name}) for path in _writing())


def test_a_write_is_seen_however_it_is_spelled():
    source = """
def f(row, rows, Score, other):
    Score.objects.filter(pk=1).update(score=2)
    row.save()
    upsert(Score, rows)
    other.update(a=1)
    cursor.execute("UPDATE scorecards_score SET score = 1")
"""
    namespace = {"Score": importlib.import_module("hoshin.scorecards.models").Score}
    assert _tables_written(source, _calls(source), namespace) == {"scorecards_score", ""}
    harmless = "def f(other): other.update(a=1)"
    assert _tables_written(harmless, _calls(harmless), namespace) == set()


def _calls(source: str) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]


def _writing() -> dict[Path, set[str]]:
    """Files that write, with the tables as far as they can be told ("" where they cannot)."""
    if not _KNOWN:
        for path in FILES:
            if SIGN.search(text(path)):
                namespace = vars(importlib.import_module(module_name(path)))
                tables = _tables_written(text(path), nodes(path, ast.Call), namespace)
                if tables:
                    _KNOWN[path.relative_to(SOURCE)] = tables
    return _KNOWN


_KNOWN: dict[Path, set[str]] = {}


def _tables_written(source: str, calls: Iterable[ast.Call], namespace: dict[str, object]) -> set[str]:
    found = {table.rstrip("{") for table in SQL.findall(source)}
    for node in calls:
        if isinstance(node.func, ast.Name) and node.func.id in WRITES_ROWS_OF_ITS_FIRST_ARGUMENT and node.args:
            found.add(_table(node.args[0], namespace))
        elif isinstance(node.func, ast.Attribute):
            root, names = _chain(node.func.value)
            is_query = bool(MANAGERS & set(names)) or "filter" in names
            is_no_row = isinstance(root, ast.Name) and root.id in namespace and not _table(root, namespace)
            if (node.func.attr in SAVES and not is_no_row) or (node.func.attr == "update" and is_query):
                found.add(_table(root, namespace))
    return found


def _chain(node: ast.expr) -> tuple[ast.expr, list[str]]:
    """What a chain of attributes and calls begins with, and the names on it."""
    names = []
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
        node = node.func if isinstance(node, ast.Call) else node.value
    return node, names


def _table(node: ast.expr, namespace: dict[str, object]) -> str:
    kind = namespace.get(node.id) if isinstance(node, ast.Name) else None
    return kind._meta.db_table if isinstance(kind, type) and issubclass(kind, Model) else ""


def _app_of(table: str) -> str:
    """The app whose table it is: an app may have more than one word."""
    return max((app for app in APPS if table.startswith(f"{app}_")), key=len, default=table.split("_")[0])


def _is_service(path: str) -> bool:
    return re.match(r"[a-z_]+/services(?:\.py|/)", path) is not None


def _is_named(path: str, names: object) -> bool:
    return any(path == name or (name.endswith("/") and path.startswith(name)) for name in names)
