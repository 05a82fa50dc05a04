"""What the house is made of, read from what is there: its apps and its modules."""

import ast
import gc
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "hoshin"
APPS = sorted(path.parent.name for path in SOURCE.glob("*/apps.py"))
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def module_name(path: Path) -> str:
    """How a file is imported."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    """What a file says, parsed once for all who ask."""
    parsed = ast.parse(path.read_text(encoding="utf-8"))
    # It stays until the end: the collector of garbage need not look through a million nodes again and again.
    gc.freeze()
    return parsed


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a file, in the order of `ast.walk`."""
    return tuple(ast.walk(tree(path)))
