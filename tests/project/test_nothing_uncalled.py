"""Nothing public below the faces is there for nobody: something in the product calls it.

A name counts as called where it leads to the thing: within its module, where it is imported, or behind the name of a
module. A field or a method that happens to be called alike calls nothing.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.project.house import MODULES, SOURCE, module_name, nodes, text, tree

# What is called from outside: addresses, commands, and settings, which are found by looking into folders.
FACES = {"api", "cli", "config", "mcp", "web"}
# What is there for tests, or found otherwise, each with the reason.
BESIDE = {
    "SessionStore": "Django finds it in the module that the settings name",
    "Touch": "a table that triggers write and SQL of our own reads",
    "closed_kinds": "says what the shell of the server may not see; tests hold it to a list",
    "triggers": "says what the database tracks; a test holds it to what apps declare",
}

# The engine is a library as well: what it offers beyond the product is named here, with who it is for.
OFFERED = {
    # One value scored by one method, as a notebook asks for it; the product scores columns by many methods at once.
    "attainment", "band_score", "tent_score", "ratio_to_target", "threshold_score", "percent_of_target",
    # Grades of key results and the completion of dated steps, which people ask for by hand.
    "portfolio_check", "milestones_expected",
    # The formulas to compute anew after a change, for whoever keeps the values of the others.
    "affected_by",
    # What is expected on the way to one target or to several, and a target of a flow of which a part was not observed.
    "expected", "segmented", "comparable_target",
    # What a top rests on, how sure it is, and how much of an organisation is connected with it.
    "balance", "line_of_sight", "coverage_from_above",
    "leaf_confidence", "roll_up_confidence", "confidence_bars", "score_variance",
    # How good forecasts were, and sums of a flow by simple smoothing: what a notebook holds forecasts against.
    "brier", "crps_ensemble", "interval_score", "coverage_p_value", "smoothed_sum",
    # Cumulated sums of a whole series, and the trend of a seasonal one.
    "cusum", "seasonal_mann_kendall",
    # Surveys: weights to known margins, groups that overlap, changes of shares.
    "raked", "effective_size", "suppress_groups", "newcombe",
    # Reviews: statistics that are there before the pages that show them. Take off what you call.
    "adverse_impact", "icc",
}  # fmt: skip


def test_everything_public_is_called_by_the_product():
    uncalled = {
        thing.name: f"{path.relative_to(SOURCE)}:{thing.lineno}"
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] not in FACES and path.name != "apps.py"
        for thing in tree(path).body
        if isinstance(thing, ast.FunctionDef | ast.ClassDef) and not thing.name.startswith("_")
        if not _is_called(path, thing)
    }
    known = OFFERED | BESIDE.keys()
    assert {name: place for name, place in uncalled.items() if name not in known} == {}, "call it or remove it"
    assert known - uncalled.keys() == set(), "these are called now: take them off the list"


def _is_called(path: Path, thing: ast.FunctionDef | ast.ClassDef) -> bool:
    own = Counter(node.id for node in nodes(path, ast.Name))
    own.subtract(node.id for node in ast.walk(thing) if isinstance(node, ast.Name))
    return own[thing.name] > 0 or thing.name in _called() or _is_named_in_words(path, thing.name)


@cache
def _called() -> set[str]:
    """Every name that is used where it was imported, or behind the name of a module that was."""
    modules = {module_name(path) for path in MODULES}
    found = set()
    for path in MODULES:
        used = {node.id for node in nodes(path, ast.Name)}
        behind = set()
        for module, name, called in _imports(path):
            if f"{module}.{name}" in modules or not name:
                behind.add(called)
            # A package may hand on a function that is called like the module from which it comes.
            if called in used:
                found.add(name)
        for node in nodes(path, ast.Attribute):
            if isinstance(node.value, ast.Name) and node.value.id in behind:
                found.add(node.attr)
    return found


def _imports(path: Path) -> Iterator[tuple[str, str, str]]:
    """What a file imports: from which module, which name, and as what."""
    for node in nodes(path, ast.ImportFrom):
        for alias in node.names:
            yield node.module or "", alias.name, alias.asname or alias.name
    for node in nodes(path, ast.Import):
        for alias in node.names:
            yield alias.name, "", alias.asname or alias.name


def _is_named_in_words(path: Path, name: str) -> bool:
    """Settings and migrations name things by where they stand; types may stand in quotation marks."""
    return f"{module_name(path)}.{name}" in _elsewhere() or name in _imported_by_migrations() or _is_a_type(path, name)


@cache
def _elsewhere() -> str:
    return "\n".join(map(text, MODULES))


@cache
def _imported_by_migrations() -> set[str]:
    files = SOURCE.glob("*/migrations/*.py")
    return {name for path in files for _, name, _ in _imports(path)}


def _is_a_type(path: Path, name: str) -> bool:
    return name[0].isupper() and any(
        isinstance(node.value, str) and name in node.value for node in nodes(path, ast.Constant)
    )
