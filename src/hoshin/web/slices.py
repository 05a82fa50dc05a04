"""The slices of the web face: the folders beside this file, found by looking and listed nowhere."""

import importlib
import pkgutil
from importlib.util import find_spec
from types import ModuleType

import hoshin.web


def modules_of_slices(part: str) -> list[ModuleType]:
    """The module of that name of each slice that has one, by the names of the slices."""
    folders = sorted(found.name for found in pkgutil.iter_modules(hoshin.web.__path__, "hoshin.web.") if found.ispkg)
    names = [f"{folder}.{part}" for folder in folders]
    return [importlib.import_module(name) for name in names if find_spec(name) is not None]
