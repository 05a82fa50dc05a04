"""Filters of the pages that show scores and targets."""

from typing import Any

from django import template

from hoshin.scorecards.statuses import REASONS
from hoshin.web.wording import unit_text

register = template.Library()

COLUMNS = ("baseline", "target", "low", "high", "red", "green", "worst", "best", "tolerance")


@register.filter
def reason(code: str) -> str:
    """Why there is no score, in words."""
    return str(REASONS.get(code, code))


@register.filter
def numbers_set(target: Any) -> list[tuple[str, float]]:
    """The numbers of a target that are set, each with its name."""
    named = [(str(target._meta.get_field(name).verbose_name), getattr(target, name)) for name in COLUMNS]
    return [(name, number) for name, number in named if number is not None]


@register.filter
def short_unit(unit: str) -> str:
    """A unit of measure where it is short enough to stand behind every number, else nothing."""
    return unit_text(unit, 12)
