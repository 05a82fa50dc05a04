"""What tests of a slice say of its own addresses, so that no table of all addresses need name it."""

import importlib
from pathlib import Path
from typing import Any


def said_by_slices(name: str) -> dict[Any, Any]:
    """The entries of that name in each `tests/<slice>/addresses.py`, together."""
    found: dict[Any, Any] = {}
    for path in sorted(Path(__file__).parent.glob("*/addresses.py")):
        found |= getattr(importlib.import_module(f"tests.{path.parent.name}.addresses"), name, {})
    return found
