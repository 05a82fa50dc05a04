"""Tags and filters of the face: statuses, scores, sparklines, numbers, periods. Available in every template."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hoshin.base.periods import Period
from hoshin.scorecards.statuses import BY_CODE, NO_DATA, STATUSES, StatusWord
from hoshin.web import drawing, wording

register = template.Library()
_EMPTY_METER = mark_safe('<span class="meter none" aria-hidden="true"></span>')


def _word(code: int | str | None) -> StatusWord:
    if code in (None, ""):
        return STATUSES[NO_DATA]
    return STATUSES[BY_CODE[code]] if isinstance(code, str) and not code.isdigit() else STATUSES[int(code)]


@register.simple_tag
def status(code: int | str | None, short: bool = False) -> SafeString:
    """Shape and word of a status; `short` keeps the shape and leaves the word to those who hear the page."""
    word = _word(code)
    label = format_html('<span class="unseen">{}</span>', word.label) if short else word.label
    title = format_html(' title="{}"', word.label) if short else ""
    return format_html('<span class="status {}"{}>{}{}</span>', word.tone, title, drawing.shape_svg(word.shape), label)


@register.filter
def status_label(code: int | str | None) -> str:
    return str(_word(code).label)


@register.filter
def tone(code: int | str | None) -> str:
    """The CSS class of a status: good, fair, poor or none."""
    return _word(code).tone


@register.filter
def shape(code: int | str | None) -> SafeString:
    return drawing.shape_svg(_word(code).shape)


@register.simple_tag
def icon(name: str) -> SafeString:
    return drawing.icon_svg(name)


@register.simple_tag
def meter(score: float | None, status: int | str | None = None, red: float = 40, green: float = 70) -> SafeString:
    """A bar from 0 to 100 with the two cut points; for the eye alone, the number stands beside it."""
    if wording.is_missing(score):
        return _EMPTY_METER
    cuts = "" if (red, green) == (40, 70) else format_html(";--red:{}%;--green:{}%", f"{red:g}", f"{green:g}")
    return format_html(
        '<span class="meter {}" aria-hidden="true" style="--at:{}%{}"></span>',
        _word(status).tone,
        f"{min(max(score, 0), 100):.1f}",
        cuts,
    )


@register.simple_tag
def spark(
    values: Sequence[float | None],
    status: int | str | None = None,
    aim: float | None = None,
    unit: str = "",
    decimals: int | None = None,
) -> SafeString:
    """A sparkline of values, oldest first, None for a gap."""
    known = [value for value in values if not wording.is_missing(value)]
    if not known:
        return format_html('<span class="faint">{}</span>', wording.NONE)
    first, last = (wording.value_text(value, unit, decimals) for value in (known[0], known[-1]))
    words = _("%(count)s values, from %(first)s to %(last)s") % {"count": len(known), "first": first, "last": last}
    gaps = len(values) - len(known)
    if gaps:
        words += ", " + _("%(gaps)s missing") % {"gaps": gaps}
    return drawing.spark_svg(values, aim, _word(status).tone, words)


@register.simple_tag
def value(amount: float | None, unit: str = "", decimals: int | None = None) -> str:
    return wording.value_text(amount, unit or "", decimals)


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
def period_label(period: Period | date | None, frequency: str = "") -> str:
    return wording.period_text(period, frequency)


@register.filter
def period_short(period: Period | date | None, frequency: str = "") -> str:
    return wording.period_text(period, frequency, short=True)


@register.filter
def ago(moment: datetime | date | None) -> str:
    return wording.ago_text(moment)


@register.filter
def initials(name: str | None) -> str:
    return wording.initials_of(name or "")


@register.simple_tag(takes_context=True)
def here(context: RequestContext, **changes: Any) -> str:
    """The address of this page with some of its query changed; None or "" takes a part away."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, wanted in changes.items():
        query.pop(name, None)
        if wanted not in (None, ""):
            query[name] = str(wanted)
    return f"?{query.urlencode()}" if query else "?"


@register.inclusion_tag("_shared/field.html")
def field(bound: Any, hint: str = "", unit: str = "") -> dict[str, Any]:
    """A form field with label, hint and errors."""
    return {"field": bound, "hint": hint or bound.help_text, "unit": unit}


@register.filter
def undo_address(message: Any) -> str:
    """The address behind a notice's Undo; notices carry it in their extra tags."""
    return next((tag[5:] for tag in (message.extra_tags or "").split() if tag.startswith("undo:")), "")
