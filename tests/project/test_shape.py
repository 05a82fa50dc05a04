"""Limits on the shape of the code: what a reader may count on in every file."""

import ast
import importlib
import inspect
import re
from collections import Counter

import pytest
from tests.project.house import MODULES, ROOT, SOURCE, module_name, nodes, text, tree

MAX_FILE, MAX_FUNCTION = 400, 50
# What is read in the web's own languages: lines, bytes, and the length of a line, so that no limit is met by packing.
LIMITS = {".html": (150, 8_000, 140), ".css": (500, 9_000, 140), ".js": (300, 12_000, 140)}
EMPTY_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py", "manager.py"}


def test_no_file_is_longer_than_400_lines():
    long = {str(p.relative_to(ROOT)): n for p in MODULES if (n := len(text(p).splitlines())) > MAX_FILE}
    assert long == {}


def test_no_function_is_longer_than_50_lines():
    long = []
    for path in MODULES:
        for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MAX_FUNCTION:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {lines} lines")
    assert long == []


@pytest.mark.parametrize("kind", LIMITS)
def test_what_a_browser_is_given_is_laid_out_to_be_read(kind):
    most_lines, most_bytes, longest = LIMITS[kind]
    wrong = []
    for path in SOURCE.rglob(f"*{kind}"):
        said = text(path)
        lines = said.splitlines()
        name = path.relative_to(ROOT)
        wrong += [f"{name} has {len(lines)} lines"] if len(lines) > most_lines else []
        wrong += [f"{name} has {len(said.encode())} bytes"] if len(said.encode()) > most_bytes else []
        wrong += [f"{name}:{number} is {len(line)} long" for number, line in enumerate(lines, 1) if len(line) > longest]
    assert wrong == []


def test_file_names_say_something():
    assert [str(path) for path in MODULES if path.name in EMPTY_NAMES] == []


def test_no_two_files_of_tests_have_one_name():
    """They would not be collected together."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_every_module_of_the_engine_and_every_app_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if path.name not in ("apps.py", "__init__.py", "urls.py", "wsgi.py") and ast.get_docstring(tree(path)) is None
    ]
    assert silent == []


@pytest.mark.parametrize("app", sorted(path.parent.name for path in SOURCE.glob("*/services*")))
def test_services_begin_with_the_actor(app):
    module = importlib.import_module(f"hoshin.{app}.services")
    names = getattr(module, "__all__", None) or [
        name
        for name, thing in vars(module).items()
        if inspect.isfunction(thing) and thing.__module__ == module.__name__ and not name.startswith("_")
    ]
    functions = [getattr(module, name) for name in names if inspect.isfunction(getattr(module, name))]
    assert functions
    # Those that follow an event act for whoever caused it; those that check a secret say who the actor is.
    strangers = {"user_of_password_link", "token_user", "grant_of", "check_formulas"}
    wrong = [
        function.__name__
        for function in functions
        if function.__name__ not in strangers
        and not function.__name__.startswith("follow_")
        and not inspect.isgeneratorfunction(function)
        and next(iter(inspect.signature(function).parameters), "actor") not in ("actor", "author", "plan")
    ]
    assert wrong == []


def test_only_assembly_and_the_command_line_know_the_engine():
    """The face of the command line prints what the engine says of a stranger's file; all others ask an assembly."""
    knowing = [
        str(path.relative_to(SOURCE))
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] not in ("engine", "cli") and "assembly" not in path.parts
        for node in nodes(path, ast.ImportFrom, ast.Import)
        if any(
            name.startswith("hoshin.engine")
            for name in [getattr(node, "module", None) or "", *(a.name for a in node.names)]
        )
    ]
    assert knowing == []


def test_nothing_comes_from_another_host():
    pattern = re.compile(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//(?!127\.0\.0\.1|localhost)""")
    allowed = re.compile(r"<a |rel=\"noopener|xmlns")
    found = []
    for path in [*SOURCE.rglob("web/**/*.html"), *SOURCE.rglob("web/**/*.css"), *SOURCE.rglob("web/**/*.js")]:
        for number, line in enumerate(text(path).splitlines(), 1):
            if pattern.search(line) and not allowed.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert found == []


def test_no_inline_scripts_handlers_or_styles():
    pattern = re.compile(
        r"<script(?![^>]*\bsrc=)[^>]*>|<style|\s(?:style|on(?:click|change|load|submit|input|keydown))=", re.I
    )
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCE.rglob("web/**/*.html")
        for number, line in enumerate(text(path).splitlines(), 1)
        if pattern.search(line) and 'type="application/json"' not in line
    ]
    assert found == []


@pytest.mark.parametrize("module", ["wsgi", "serving"])
def test_no_test_becomes_a_server(module):
    """Importing what servers run gives every later connection of the process their short patience with locks."""
    named = f"hoshin.config.{module}"
    files = [path for path in (ROOT / "tests").rglob("*.py") if path.name != "test_shape.py"]
    ways = (f"from {named} import", f"import {named}")
    assert [str(path) for path in files if any(way in text(path) for way in ways)] == []


def test_no_test_reads_what_all_share_a_second_time():
    """It would have what is drawn after that drawn as usual, whatever --hypothesis-profile asks for."""
    files = [path for path in (ROOT / "tests").rglob("*.py") if path.name != "test_shape.py"]
    assert [str(path) for path in files if "from tests.conftest import" in text(path)] == []


def test_no_start_loads_the_libraries_of_xlsx():
    """They take a sixth of what each command and worker waits for before it begins."""
    libraries = ("openpyxl", "xlsxwriter")
    at_once = {
        module_name(path): {name for statement in tree(path).body for name in _imported(statement)} for path in MODULES
    }
    knowing = {module for module, names in at_once.items() if any(name.startswith(libraries) for name in names)}
    assert knowing
    assert {module for module, names in at_once.items() if names & knowing} <= knowing, "import it where it is used"


def _imported(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.Import):
        return [one.name for one in statement.names]
    if isinstance(statement, ast.ImportFrom):
        return [str(statement.module), *(f"{statement.module}.{one.name}" for one in statement.names)]
    return []
