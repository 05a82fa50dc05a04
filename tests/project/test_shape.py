"""Limits on the shape of the code: what a reader may count on in every file."""

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "hoshin"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
MAX_FILE, MAX_FUNCTION, MAX_TEMPLATE = 400, 50, 120
EMPTY_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py", "manager.py"}
DOMAIN_APPS = ("org", "measures", "strategy", "scorecards", "accounts", "audit")


def test_no_file_is_longer_than_400_lines():
    long = {str(p.relative_to(ROOT)): n for p in MODULES if (n := len(p.read_text().splitlines())) > MAX_FILE}
    assert long == {}


def test_no_function_is_longer_than_50_lines():
    long = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MAX_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {lines} lines")
    assert long == []


def test_no_template_is_longer_than_120_lines():
    templates = SOURCE.rglob("templates/**/*.html")
    long = {str(p.relative_to(ROOT)): n for p in templates if (n := len(p.read_text().splitlines())) > MAX_TEMPLATE}
    assert long == {}


def test_file_names_say_something():
    assert [str(path) for path in MODULES if path.name in EMPTY_NAMES] == []


def test_every_module_of_the_engine_and_every_app_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if path.name not in ("apps.py", "__init__.py", "urls.py", "wsgi.py")
        and ast.get_docstring(ast.parse(path.read_text())) is None
    ]
    assert silent == []


@pytest.mark.parametrize("app", DOMAIN_APPS)
def test_rows_are_saved_by_services_alone(app):
    """No app but through services and their neighbours calls save() or create()."""
    allowed = ("services", "migrations", "assembly", "structure.py", "undo.py", "editing.py")
    guilty = [
        str(path.relative_to(ROOT))
        for path in (SOURCE / app).rglob("*.py")
        if not any(part in allowed or part == "services.py" for part in path.relative_to(SOURCE / app).parts)
        and re.search(
            r"\.(save|bulk_create|bulk_update)\(|objects\.(create|update_or_create|get_or_create)\(", path.read_text()
        )
    ]
    assert guilty == []


@pytest.mark.parametrize("app", ["org", "measures", "strategy", "scorecards", "accounts"])
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
    strangers = {"user_of_password_link", "token_user", "check_formulas"}
    wrong = [
        function.__name__
        for function in functions
        if function.__name__ not in strangers
        and not function.__name__.startswith("follow_")
        and not inspect.isgeneratorfunction(function)
        and next(iter(inspect.signature(function).parameters), "actor") not in ("actor", "author", "plan")
    ]
    assert wrong == []


def test_nothing_comes_from_another_host():
    pattern = re.compile(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//(?!127\.0\.0\.1|localhost)""")
    allowed = re.compile(r"<a |rel=\"noopener|xmlns")
    found = []
    for path in [*SOURCE.rglob("web/**/*.html"), *SOURCE.rglob("web/**/*.css"), *SOURCE.rglob("web/**/*.js")]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if pattern.search(line) and not allowed.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert found == []


def test_no_inline_scripts_or_handlers():
    pattern = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\son(?:click|change|load|submit|input|keydown)=", re.I)
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCE.rglob("web/**/*.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line) and 'type="application/json"' not in line
    ]
    assert found == []
