"""Strategy reviews by what was said in them, as answers of the search."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.finding import Answers, Finds, Found, FoundRow, as_answers, latest_first
from hoshin.strategy_reviews.policies import reviews_visible_to
from hoshin.strategy_reviews.selectors import saying


def _reviews(actor: Actor, text: str, limit: int) -> list[Answers]:
    rows = reviews_visible_to(actor).filter(saying(actor, text)).order_by("-starts_at", "-pk")
    return [as_answers(rows, "strategy_review", name="series__name", at="starts_at")[:limit]]


def _worded(row: FoundRow) -> Found:
    day = date_format(clock.day_of(row.at), "j M Y") if row.at else ""
    return Found(row.kind, row.id, row.code, row.name, day)


FINDS = (
    Finds(
        "strategy_review",
        _("Strategy reviews"),
        48,
        _reviews,
        "strategy_review",
        worded=_worded,
        first=latest_first,
    ),
)
