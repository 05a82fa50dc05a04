"""What the house is made of, read from what is there: its apps and its modules."""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TypeVar

N = TypeVar("N", bound=ast.AST)

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "hoshin"
APPS = sorted(path.parent.name for path in SOURCE.glob("*/apps.py"))
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def module_name(path: Path) -> str:
    """How a file is imported."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def text(path: Path) -> str:
    """What stands in a file."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """What a file says, parsed once for all who ask."""
    parsed = ast.parse(text(path))
    # It stays until the end: the collector of garbage need not look through a million nodes again and again.
    gc.freeze()
    return parsed


def nodes(path: Path, *kinds: type[N]) -> Iterator[N]:
    """Everything in a file that is of one of these kinds."""
    found = _sorted(path)
    return chain.from_iterable(found.get(kind, ()) for kind in kinds)


@cache
def _sorted(path: Path) -> dict[type, list[ast.AST]]:
    """Everything in a file by its kind, without the hundreds of thousands that only say whether a name is read or set."""
    found: dict[type, list[ast.AST]] = {}
    waiting: list[ast.AST] = [tree(path)]
    while waiting:
        node = waiting.pop()
        found.setdefault(type(node), []).append(node)
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                waiting += [one for one in value if isinstance(one, ast.AST)]
            elif isinstance(value, ast.AST) and name != "ctx":
                waiting.append(value)
    return found
