"""What must be true of growth beyond its columns, as problems with a way out."""

import re
from collections.abc import Mapping
from typing import Any

from hoshin.base.errors import Problem
from hoshin.base.wordings import Said

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def tidied(text: str) -> str:
    """A text as it is kept."""
    return text.replace("\r\n", "\n").strip()


def all_tidied(said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, each text of it as it is kept."""
    return {name: tidied(value) if isinstance(value, str) else value for name, value in said.items()}


def text_problems(values: Mapping[str, Any], needed: tuple[str, ...] = ()) -> list[Problem]:
    """What is wrong with texts: one that must say something says nothing, or holds what no text holds."""
    found = [
        Problem("It says nothing.", field=name, remedy="Write a few words.")
        for name in needed
        if name in values and not values[name]
    ]
    for name, value in values.items():
        if isinstance(value, str) and _CONTROL.search(value):
            remedy = "Type it anew, without what cannot be seen."
            found.append(Problem("This holds a character that no text has.", field=name, remedy=remedy))
    return found


def level_problems(name: str, value: int | None, least: int, most: int) -> list[Problem]:
    """What is wrong with a level."""
    if value is None or least <= value <= most:
        return []
    remedy = Said("Write a level from %(least)s to %(most)s.", least=least, most=most)
    return [Problem("This is no level.", field=name, value=str(value), remedy=remedy)]
