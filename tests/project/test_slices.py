"""Each slice of the web stands alone: what several need lies beside them, in web itself."""

import ast
from pathlib import Path

from tests.project.house import MODULES, SOURCE, nodes

WEB = Path(__file__).parents[2] / "src" / "hoshin" / "web"
SLICES = sorted(path.parent.name for path in WEB.glob("*/urls.py"))


def test_no_slice_imports_from_another():
    assert len(SLICES) > 10
    crossing = [
        f"{path.relative_to(WEB)} imports {module}"
        for path in WEB.rglob("*.py")
        for module in _imported(path)
        if (slice_ := _slice_of(module)) and slice_ != path.relative_to(WEB).parts[0]
    ]
    assert crossing == []


def test_there_is_one_pager():
    """Pages of lists are made in base.paging, and answers of the API in its pagination: each knows what a wanted page is."""
    makers = {
        path.relative_to(SOURCE).as_posix()
        for path in MODULES
        for call in nodes(path, ast.Call)
        if getattr(call.func, "id", "") in ("CountedPage", "Paginator")
    }
    assert makers == {"base/paging.py"}


def _imported(path: Path) -> list[str]:
    """Modules that a file imports, and what it takes from packages, by their whole names."""
    found = []
    for node in nodes(path, ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def _slice_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[2] if parts[:2] == ["hoshin", "web"] and len(parts) > 2 and parts[2] in SLICES else None
