"""How the facts of rules are put in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as translated

from hoshin.base.periods import Period
from hoshin.base.wordings import Wording, period_in_words, wording
from hoshin.scorecards.statuses import STATUSES
from hoshin.signals.models import WatchComparison


def _status(number: int) -> str:
    return str(STATUSES[number].label)


def _day(text: str) -> str:
    return Period.parse(text).label


def _way(direction: str) -> str:
    return translated("has been rising") if direction == "up" else translated("has been falling")


def _beyond(comparison: str) -> str:
    return str(WatchComparison(comparison).label)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _probability(share: float) -> str:
    """As people are told it: no model knows more than 3 to 97 %."""
    return _percent(min(max(share, 0.03), 0.97))


def said_by_rule(code: str, *texts: str | Promise, of_one: str | Promise = "") -> Wording:
    """What a rule says, under a code of its own."""
    return wording(
        f"signal_{code}",
        *texts,
        of_one=of_one,
        was=_status,
        now=_status,
        period=period_in_words,
        last=period_in_words,
        day=_day,
        share=_percent,
        now_likely=_probability,
        was_likely=_probability,
        earlier=_percent,
        beyond=_beyond,
        way=_way,
        since=period_in_words,
        due=_day,
    )
