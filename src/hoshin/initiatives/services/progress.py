"""The progress of an initiative as the values of a measure: one source, recorded where milestones change."""

from hoshin.accounts.access import Actor, Right
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.initiatives.models import Initiative
from hoshin.initiatives.selectors.standings import standing_of
from hoshin.measures.policies import MeasureRight
from hoshin.measures.services import record_actual


def record_progress(actor: Actor, initiative: Initiative) -> None:
    """Record how far it is as the value of today's period of its measure, where it has one and the number is another.

    Whoever may say how far a milestone is records this value by it, whoever owns the measure.
    """
    measure = initiative.progress_measure
    if measure is None:
        return
    progress = standing_of(initiative).progress
    if progress is None:
        return
    writer = actor.lent_right(MeasureRight.RECORD_ANY).lent_right(Right.SEE_PRIVATE)
    period = Period.containing(clock.today(), measure.period_frequency)
    record_actual(writer, measure=measure, period=period, value=round(100.0 * progress, 10))
