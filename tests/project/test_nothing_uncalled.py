"""Nothing public in the engine, in services or in selectors is there for nobody: something in the product calls it."""

import ast
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from tests.project.house import MODULES, SOURCE, nodes, tree

ROOMS = {"engine", "services", "selectors"}

# The engine is a library as well: what it offers beyond the product is named here, with who it is for.
OFFERED = {
    # One value scored by one method, as a notebook asks for it; the product scores columns by many methods at once.
    "band_score", "tent_score", "ratio_to_target", "threshold_score", "percent_of_target",
    # Grades of key results and the completion of dated steps, which people ask for by hand.
    "portfolio_check", "milestones_expected",
    # The formulas to compute anew after a change, for whoever keeps the values of the others.
    "affected_by",
    # Targets that changed on the way, and those of a flow of which a part was not observed.
    "segmented", "comparable_target",
    # What a top rests on, how sure it is, and how much of an organisation is connected with it.
    "balance", "line_of_sight", "coverage_from_above",
    "leaf_confidence", "roll_up_confidence", "confidence_bars", "score_variance",
    # How good forecasts were, and sums of a flow by simple smoothing: what a notebook holds forecasts against.
    "crps_ensemble", "interval_score", "coverage_p_value", "smoothed_sum",
    # Cumulated sums of a whole series, and the trend of a seasonal one.
    "cusum", "seasonal_mann_kendall",
    # Surveys: answers weighted to known margins, groups that overlap, and values drawn towards a parent's.
    "raked", "effective_size", "suppress_groups", "shrunken", "newcombe",
    # Reviews: statistics that are there before the pages that show them. Take off what you call.
    "adverse_impact", "icc",
}  # fmt: skip


def test_everything_public_is_called_by_the_product():
    used = {path: _names(nodes(path, ast.Name, ast.Attribute)) for path in MODULES}
    users = Counter(chain.from_iterable(used.values()))
    uncalled = {}
    for path in MODULES:
        if not ROOMS & {part.removesuffix(".py") for part in path.relative_to(SOURCE).parts}:
            continue
        body = tree(path).body
        for thing in body:
            if isinstance(thing, ast.FunctionDef | ast.ClassDef) and not thing.name.startswith("_"):
                is_used_elsewhere = users[thing.name] > (thing.name in used[path])
                others = (node for one in body if one is not thing for node in ast.walk(one))
                if not is_used_elsewhere and thing.name not in _names(others):
                    uncalled[thing.name] = f"{path.relative_to(SOURCE)}:{thing.lineno}"
    assert {name: place for name, place in uncalled.items() if name not in OFFERED} == {}, "call it or remove it"
    assert OFFERED - uncalled.keys() == set(), "these are called now: take them off the list"


def _names(found: Iterable[ast.AST]) -> set[str]:
    """Every name that is used: imports and lists of exports call nothing."""
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in found
        if isinstance(node, ast.Name | ast.Attribute)
    }
