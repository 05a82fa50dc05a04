"""What the product imports is installed with it, and not by the tools of its tests alone."""

import ast
import contextlib
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

from tests.project.house import ROOT, nodes


def imported() -> set[str]:
    """The packages of others that any file of the product imports as it runs, by the first part of their names."""
    found: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for_types = [node for node in nodes(path, ast.If) if "TYPE_CHECKING" in ast.unparse(node.test)]
        passed_over = {inner for node in for_types for inner in ast.walk(node)}
        for node in nodes(path, ast.Import, ast.ImportFrom):
            if node in passed_over:
                continue
            if isinstance(node, ast.Import):
                found |= {name.name.partition(".")[0] for name in node.names}
            elif node.module:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"hoshin"}


def installed_with(names: list[str]) -> set[str]:
    """These requirements and all that they bring with them, without what is optional."""
    found: set[str] = set()
    while names:
        line = names.pop()
        name = re.split(r"[^\w.-]", line)[0].lower().replace("_", "-")
        if "extra ==" in line or name in found:
            continue
        found.add(name)
        with contextlib.suppress(PackageNotFoundError):
            names += requires(name) or []
    return found


def test_every_import_is_of_something_that_is_installed_with_it():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    there, homes = installed_with(list(project["dependencies"])), packages_distributions()
    missing = {
        name for name in imported() if not there & {home.lower().replace("_", "-") for home in homes.get(name, ())}
    }
    assert missing == set()
