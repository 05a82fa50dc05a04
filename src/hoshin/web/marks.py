"""Marks that stand for a score or a status wherever one is shown: shape and word, meter, sparkline, icon."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base import amounts
from hoshin.base.languages import spoken
from hoshin.scorecards.statuses import BY_CODE, NO_DATA, STATUSES, StatusWord
from hoshin.web import drawing, wording
from hoshin.web.roll_ups import MARKS

_LEAST_TRACK = 0.6  # percent: a step too small to see is still one
_EMPTY_METER = mark_safe('<svg class="meter none" aria-hidden="true"></svg>')


def status(code: int | str | None, short: bool = False) -> SafeString:
    """Shape and word of a status; `short` keeps the shape and leaves the word to those who hear the page."""
    return _status(spoken(), code, short)


@lru_cache(maxsize=256)  # a page shows a few statuses hundreds of times; the language is that of now
def _status(_language: str, code: int | str | None, short: bool) -> SafeString:
    word = _word(code)
    words = str(word.label)
    label = format_html('<span class="unseen">{}</span>', words) if short else words
    title = format_html(' title="{}"', words) if short else ""
    return format_html('<span class="status {}"{}>{}{}</span>', word.tone, title, drawing.shape_svg(word.shape), label)


def roll_up(word: str) -> SafeString:
    """How a score follows from those of its parts, where that is no weighted mean; nothing where it is."""
    if word not in MARKS:
        return mark_safe("")
    short, sentence = MARKS[word]
    return format_html('<span class="chip" title="{}">{}</span>', sentence, short)


def status_label(code: int | str | None) -> str:
    """The word of a status alone."""
    return str(_word(code).label)


def tone(code: int | str | None) -> str:
    """The CSS class of a status: good, fair, poor or none."""
    return _word(code).tone


def shape(code: int | str | None) -> SafeString:
    """The shape of a status alone."""
    return drawing.shape_svg(_word(code).shape)


def icon(name: str) -> SafeString:
    """A line icon, for the eye alone."""
    return drawing.icon_svg(name)


def meter(score: float | None, status: int | str | None = None, red: float = 40, green: float = 70) -> SafeString:
    """A bar from 0 to 100 with the two cut points; for the eye alone, the number stands beside it."""
    if wording.is_missing(score):
        return _EMPTY_METER
    return format_html(
        '<svg class="meter {}" aria-hidden="true"><rect width="{}%" height="100%"/>'
        '<rect class="cut" x="{}%"/><rect class="cut" x="{}%"/></svg>',
        _word(status).tone,
        f"{min(max(score, 0), 100):.1f}",
        f"{red:g}",
        f"{green:g}",
    )


def track(tone: str, left: float, width: float) -> SafeString:
    """A bar that begins and ends somewhere on its way, in percent; for the eye alone."""
    return format_html(
        '<svg class="track {}" aria-hidden="true"><rect x="{}%" width="{}%" height="100%" rx="2"/></svg>',
        tone,
        f"{left:.1f}",
        f"{max(width, _LEAST_TRACK):.1f}",
    )


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
    first, last = (amounts.value_text(value, unit, decimals) for value in (known[0], known[-1]))
    words = ngettext("one value, %(last)s", "%(count)s values, from %(first)s to %(last)s", len(known)) % {
        "count": len(known),
        "first": first,
        "last": last,
    }
    gaps = len(values) - len(known)
    if gaps:
        words += ", " + _("%(gaps)s missing") % {"gaps": gaps}
    return drawing.spark_svg(values, aim, _word(status).tone, words)


def _word(code: int | str | None) -> StatusWord:
    if code in (None, ""):
        return STATUSES[NO_DATA]
    return STATUSES[BY_CODE[code]] if isinstance(code, str) and not code.isdigit() else STATUSES[int(code)]
