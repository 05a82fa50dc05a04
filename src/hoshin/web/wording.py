"""Numbers, periods and times as people read them: a true minus, non-breaking spaces, no false precision."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoshin.base import clock
from hoshin.base.amounts import MINUS, NBSP, NONE, is_missing, number_text
from hoshin.base.formats import in_format, moment_in_format, month_in_words
from hoshin.base.periods import Frequency, Period
from hoshin.base.rounding import digits_apart, figure, half_up

if TYPE_CHECKING:
    from hoshin.scorecards.selectors import NodeLine

# Where no plan says otherwise.
_USUAL_CUTS = (40.0, 70.0)


def rounded(amount: float) -> int:
    """The nearest whole number, halves away from zero.

    >>> rounded(68.5), rounded(-0.5)
    (69, -1)
    """
    return int(half_up(amount))


def score_text(score: "float | NodeLine | None") -> str:
    """A score 0–100 as a whole number; a dash where there is none.

    Just below a cut point it has as many decimals as keep it there: the figure never says another status than the word
    beside it. Of a line those of its plan count.

    >>> score_text(68.5), score_text(69.7), score_text(None)
    ('69', '69.7', '–')
    """
    limits = getattr(score, "cuts", _USUAL_CUTS)
    score = getattr(score, "score", score)
    return NONE if is_missing(score) else in_format(figure(score, digits_apart(score, limits))).replace("-", MINUS)


def delta_text(change: float | None, digits: int = 0) -> str:
    """A change with its sign: +3, −2, 0; nothing where it is not known.

    >>> delta_text(2.6), delta_text(-0.2), delta_text(None), delta_text(-1.25, 1)
    ('+3', '0', '', '−1.3')
    """
    if is_missing(change):
        return ""
    return in_format(figure(change, digits, is_signed=True)).replace("-", MINUS)


def percent_text(ratio: float | None, digits: int = 0) -> str:
    """A share 0–1 in percent.

    >>> percent_text(0.923)
    '92\\xa0%'
    """
    return NONE if is_missing(ratio) else number_text(ratio * 100, digits) + NBSP + "%"


# What lies beyond these is told no more exactly: no model knows that much.
_LEAST_LIKELY, _MOST_LIKELY = 0.03, 0.97


def probability_text(share: float) -> str:
    """A probability as people are told it: between 3 and 97 %."""
    if share < _LEAST_LIKELY:
        return _("less than %(share)s") % {"share": percent_text(_LEAST_LIKELY)}
    if share > _MOST_LIKELY:
        return _("more than %(share)s") % {"share": percent_text(_MOST_LIKELY)}
    return percent_text(share)


def period_text(period: Period | date | None, frequency: str = "", short: bool = False) -> str:
    """A period in words: October 2026, or Oct where there is little room."""
    if period is None:
        return ""
    if not isinstance(period, Period):
        period = Period.containing(period, Frequency(frequency or Frequency.MONTHLY))
    if not short:
        return period.label
    if period.frequency is Frequency.MONTHLY:
        return month_in_words(period.start, short=True)
    if period.frequency is Frequency.DAILY:
        told = moment_in_format(period.start, "j M") or f"{period.start.day} {month_in_words(period.start, short=True)}"
        return told.replace(" ", NBSP)
    return period.label


def period_brief(period: Period) -> str:
    """A period where there is room for a short word and a short year: Oct ’26."""
    is_month = period.frequency is Frequency.MONTHLY
    return f"{month_in_words(period.start, short=True)} ’{period.start.year % 100:02}" if is_month else period.label


def span_text(count: int, frequency: str) -> str:
    """How long so many periods are: "3 months"."""
    match frequency:
        case Frequency.DAILY:
            words = ngettext("%(n)s day", "%(n)s days", count)
        case Frequency.WEEKLY:
            words = ngettext("%(n)s week", "%(n)s weeks", count)
        case Frequency.MONTHLY:
            words = ngettext("%(n)s month", "%(n)s months", count)
        case Frequency.QUARTERLY:
            words = ngettext("%(n)s quarter", "%(n)s quarters", count)
        case Frequency.HALF_YEARLY:
            words = ngettext("%(n)s half-year", "%(n)s half-years", count)
        case _:
            words = ngettext("%(n)s year", "%(n)s years", count)
    return words % {"n": count}


def clock_time(moment: datetime) -> str:
    """The time of day of an instant, in the time zone and the format of whoever reads."""
    here = timezone.localtime(moment)
    return moment_in_format(here, "H:i") or f"{here:%H:%M}"


def ago_text(moment: datetime | date | None) -> str:
    """How long ago in words; days that lie ahead as "in 3 days"; nothing where it is not known."""
    if moment is None:
        return ""
    day = clock.day_of(moment) if isinstance(moment, datetime) else moment
    days = (clock.today() - day).days
    if days == 0:
        return _("today")
    if days in (1, -1):
        return _("yesterday") if days == 1 else _("tomorrow")
    if days < 0:
        return ngettext("in %(count)s day", "in %(count)s days", -days) % {"count": -days}
    return _long_ago(days).replace(" ", NBSP)


def _long_ago(days: int) -> str:
    if days >= 2 * 365:
        return ngettext("%(count)s year ago", "%(count)s years ago", days // 365) % {"count": days // 365}
    if days >= 2 * 30:
        return ngettext("%(count)s month ago", "%(count)s months ago", days // 30) % {"count": days // 30}
    if days >= 2 * 7:
        return ngettext("%(count)s week ago", "%(count)s weeks ago", days // 7) % {"count": days // 7}
    return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}


def initials_of(name: str) -> str:
    """One or two letters that stand for a person."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
