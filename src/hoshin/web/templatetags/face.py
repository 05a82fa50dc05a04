"""Tags and filters of the templates that are not yet Jinja2. Available in every one of them."""

from typing import Any

from django import template
from django.template.context import RequestContext

from hoshin.web import jinja, marks, wording
from hoshin.web.jinja import here as address_here

register = template.Library()

for tag in (marks.status, marks.icon, marks.meter, marks.spark, marks.track, jinja.value):
    register.simple_tag(tag)
for name in ("status_label", "tone", "shape", "ago", "initials", "undo_address", "reason", "numbers_set", "short_unit"):
    register.filter(name, jinja.FILTERS[name])


@register.filter
def score(amount: float | None) -> str:
    return wording.score_text(amount)


@register.filter
def delta(change: float | None, digits: int = 0) -> str:
    return wording.delta_text(change, digits)


@register.filter
def number(amount: float | None, decimals: int | None = None) -> str:
    return wording.number_text(amount, decimals)


@register.filter
def percent(ratio: float | None, digits: int = 0) -> str:
    return wording.percent_text(ratio, digits)


@register.filter
def period_label(period: Any, frequency: str = "") -> str:
    return wording.period_text(period, frequency)


@register.filter
def period_short(period: Any, frequency: str = "") -> str:
    return wording.period_text(period, frequency, short=True)


@register.simple_tag(takes_context=True)
def here(context: RequestContext, **changes: Any) -> str:
    return address_here(context["request"], **changes)


@register.inclusion_tag("_shared/field_tag.html")
def field(bound: Any, hint: str = "", unit: str = "") -> dict[str, Any]:
    """A form field with label, hint and errors."""
    return {"field": bound, "hint": hint or bound.help_text, "unit": unit}
