"""When the next meeting of a series would be."""

from calendar import monthrange
from datetime import datetime, timedelta

from django.utils.timezone import get_default_timezone

from hoshin.strategy_reviews.models import MONTHS, ReviewCadence, StrategyReview

_SATURDAY = 5


def next_start(review: StrategyReview) -> datetime:
    """When the next one would be: the same day of the month, on the Monday after where that is a weekend."""
    zone = get_default_timezone()
    last = review.starts_at.astimezone(zone)
    month = last.month - 1 + MONTHS[ReviewCadence(review.series.cadence)]
    year, month = last.year + month // 12, month % 12 + 1
    day = min(last.day, monthrange(year, month)[1])
    wanted = datetime(year, month, day, last.hour, last.minute, tzinfo=zone)
    late = wanted.weekday() - _SATURDAY
    return wanted + timedelta(days=2 - late) if late >= 0 else wanted
