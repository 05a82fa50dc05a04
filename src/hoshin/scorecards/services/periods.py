"""Closing a period keeps its scores as the official ones; what is learnt later shows beside them."""

from datetime import date

from django.db.models import F

from hoshin.accounts.access import Actor, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.periods import Period
from hoshin.base.wordings import Said, sentence
from hoshin.scorecards.missing import days_over
from hoshin.scorecards.models import ClosedPeriod, Score
from hoshin.scorecards.policies import ScorecardRight
from hoshin.scorecards.rows import Figure
from hoshin.strategy.models import Plan


def close_period(actor: Actor, *, plan: Plan, period: Period) -> ClosedPeriod:
    """Keep the scores of a period as official. Its grace time must be over."""
    require(actor, ScorecardRight.CLOSE_PERIOD)
    _check_frequency(plan, period)
    if days_over(period.end) <= plan.close_lag_days:
        raise Invalid(
            Said(
                "%(period)s can be closed from %(days)s days after its end on.",
                period=period,
                days=plan.close_lag_days,
            ),
            field="period",
            value=str(period),
            remedy="Values may still arrive until then.",
        )
    with act(actor, "close_period", period=str(period), plan=plan.name) as running:
        if ClosedPeriod.objects.filter(plan=plan, period=period.start).exists():
            raise Invalid(Said("%(period)s is closed already.", period=period), field="period", value=str(period))
        closed = ClosedPeriod.objects.create(
            plan=plan, period=period.start, closed_at=clock.now(), change_id=running.id
        )
        snapshot(plan, period.start, keep=True)
    return closed


def reopen_period(actor: Actor, *, plan: Plan, period: Period, reason: str) -> None:
    """Drop the snapshot of a closed period, for a reason that the audit trail keeps."""
    require(actor, ScorecardRight.CLOSE_PERIOD)
    _check_frequency(plan, period)
    if not reason.strip():
        raise Invalid("Say why the period is reopened.", field="reason")
    with act(actor, "reopen_period", period=str(period), plan=plan.name, note=reason.strip()):
        deleted, _ = ClosedPeriod.objects.filter(plan=plan, period=period.start).delete()
        if not deleted:
            raise Invalid(Said("%(period)s is not closed.", period=period), field="period", value=str(period))
        snapshot(plan, period.start, keep=False)


def snapshot(plan: Plan, start: date, *, keep: bool) -> None:
    """Keep the present scores of the period that starts on a day as the official ones, or let them go."""
    # Not `node__plan`: the rows would be looked for by a join with themselves, for ever where nobody has counted them yet.
    Score.objects.filter(node__in=plan.nodes.values("pk"), period=start).update(
        **{f"closed_{name}": F(name) if keep else None for name in Figure._fields}
    )


def _check_frequency(plan: Plan, period: Period) -> None:
    if period.frequency is not plan.period_frequency:
        raise Invalid(
            Said("The scorecard of %(plan)s is %(frequency)s.", plan=plan.name, frequency=sentence(plan.frequency)),
            field="period",
            value=str(period),
            remedy=Said(
                "Name one of its periods, such as %(period)s.",
                period=str(Period.containing(period.start, plan.period_frequency)),
            ),
        )
