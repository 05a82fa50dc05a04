"""Keeping on each risk how it stands now: by its latest assessment, its figures and the appetite of its category."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.notices.services import PieceOfNews, tell_each
from hoshin.risks.assembly import standings
from hoshin.risks.models import FigureStanding, Risk, RiskAssessment, RiskIndicator
from hoshin.risks.notices import RISEN

_COLUMNS = [
    "likelihood_before",
    "impact_before",
    "likelihood",
    "impact",
    "level_before",
    "level",
    "is_raised",
    "is_above",
]


def restate(actor: Actor, numbers: Iterable[int] | None = None, *, tells: bool = True) -> list[Risk]:
    """Bring risks (by their numbers; None: all) up to date; those that changed. Owners hear of what rose above appetite."""
    rows = Risk.objects.select_related("category", "owner").order_by("pk")
    if numbers is not None:
        rows = rows.filter(pk__in=set(numbers))
    risks = list(rows.select_for_update(of=("self",)))
    own = [risk.pk for risk in risks]
    assessed = (
        RiskAssessment.objects.filter(risk__in=own).order_by("risk_id", "-assessed_on", "-pk").distinct("risk_id")
    )
    latest = {row.risk_id: row for row in assessed}
    beyond = RiskIndicator.objects.filter(risk__in=own, standing=FigureStanding.BEYOND).order_by()
    found = standings(risks, latest, set(beyond.values_list("risk", flat=True)))
    changed, risen = [], []
    for risk in risks:
        was = [getattr(risk, name) for name in (*_COLUMNS, "review_on")]
        was_above = risk.is_above
        for name, value in asdict(found[risk.pk]).items():
            setattr(risk, name, value)
        risk.review_on = _review_day(risk, latest.get(risk.pk))
        if was != [getattr(risk, name) for name in (*_COLUMNS, "review_on")]:
            changed.append(risk)
        if risk.is_above and not was_above:
            risen.append(risk)
    # Without a new version: whoever has the form open changes nothing of this.
    Risk.objects.bulk_update(changed, [*_COLUMNS, "review_on"], batch_size=500)
    if tells:
        tell_each(actor, RISEN, [_news(risk) for risk in risen])
    return changed


def later_by_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month.

    >>> later_by_months(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    month = Period.containing(day, Frequency.MONTHLY).shift(months)
    return min(month.start + timedelta(days=day.day - 1), month.end)


def _review_day(risk: Risk, latest: RiskAssessment | None) -> date | None:
    """What was never assessed is to be looked at at once."""
    if not risk.is_open:
        return None
    return later_by_months(latest.assessed_on, risk.review_months) if latest else risk.review_on or clock.today()


def _news(risk: Risk) -> PieceOfNews:
    user = risk.owner.user_id if risk.owner else None
    facts = {"code": risk.code, "name": risk.name, "level": risk.level}
    of = {"appetite": risk.category.appetite, "category": risk.category.name} if risk.category else {}
    return PieceOfNews((user,) if user else (), risk.pk, facts | of)
