"""Addresses by name."""

from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, get_script_prefix, reverse


def address(name: str, *args: Any) -> str:
    """The address of a page. NoReverseMatch: no page has this name with so many parts."""
    return _found(get_script_prefix(), name, args)


def address_or_none(name: str, *args: Any) -> str | None:
    """The address of a page, or None where no page has this name."""
    try:
        return address(name, *args)
    except NoReverseMatch:
        return None


# A long page has a thousand addresses, most of them those of a moment ago; finding one takes longer than drawing its link.
@lru_cache(maxsize=10_000, typed=True)
def _found(prefix: str, name: str, args: tuple[Any, ...]) -> str:
    return reverse(name, args=args)
