"""Addresses by name."""

from typing import Any

from django.urls import NoReverseMatch, reverse


def address_or_none(name: str, *args: Any) -> str | None:
    """The address of a page, or None where no page has this name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
