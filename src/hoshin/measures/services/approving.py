"""Values that need approval wait beside the actuals, and are recorded once the owner approves them.

What is approved goes the way of every recorded value: scores are the same to the bit as had it been recorded at once.
"""

from collections.abc import Sequence

from hoshin.accounts.access import Actor
from hoshin.audit.editing import change_row, locked_row
from hoshin.audit.services import act
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.outcome import Outcome
from hoshin.base.wordings import Said
from hoshin.measures.models import Measure, WaitingState, WaitingValue
from hoshin.measures.notices import APPROVED, SENT_BACK, tell_givers
from hoshin.measures.policies import require_may_approve
from hoshin.measures.rows import ActualRow
from hoshin.measures.services.giving import held_beside, is_withdrawal
from hoshin.measures.services.recording import withdraw_actual
from hoshin.measures.services.recording_many import record_actuals

LONGEST_REASON = 1_000


def approve_values(actor: Actor, *, waiting: Sequence[WaitingValue]) -> Outcome:
    """Let values count that wait, all or none, as the actor was shown them.

    Conflict where one is another by now, was dealt with, or the value that it replaces is another than when it was given.
    """
    require_may_approve(actor, [one.measure for one in waiting])
    with act(actor, "approve_values", count=len(waiting)):
        ids = sorted({one.measure_id for one in waiting})
        list(Measure.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))
        held = held_beside(waiting)
        for one in sorted(waiting, key=lambda one: one.pk):
            fresh = locked_row(one, version=one.version)
            if not fresh.is_waiting:
                raise Conflict("Somebody dealt with one of these values meanwhile. Nothing was approved: look again.")
            if held.get((fresh.measure_id, fresh.unit_id, fresh.period), 0) != fresh.replaces:
                raise Conflict(
                    Said(
                        "Another value of %(measure)s for %(period)s was recorded since this one was given. Send it back, "
                        "or record what holds.",
                        measure=one.measure.name,
                        period=one.when,
                    )
                )
            change_row(fresh, version=None, state=WaitingState.APPROVED, reason="")
        values = [one for one in waiting if not is_withdrawal(one.said)]
        rows = [
            ActualRow(measure_id=one.measure_id, unit_id=one.unit_id, period=one.period, **one.said) for one in values
        ]
        outcome = record_actuals(actor, rows) if rows else Outcome()
        for one in waiting:
            if is_withdrawal(one.said):
                withdraw_actual(actor, measure=one.measure, period=one.when, unit=one.unit, note=one.said["note"])
                outcome += Outcome(changed=1)
        tell_givers(actor, APPROVED, waiting)
        return outcome


def send_values_back(actor: Actor, *, waiting: Sequence[WaitingValue], reason: str) -> list[WaitingValue]:
    """Give values back to whoever gave them, all or none, and say why; what counted before goes on counting."""
    require_may_approve(actor, [one.measure for one in waiting])
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        message = Said("A reason of at most %(most)s characters.", most=LONGEST_REASON)
        raise Invalid(message, field="reason", value=reason[:100], remedy="Say what is to be looked at again.")
    with act(actor, "send_values_back", count=len(waiting), reason=reason):
        for one in sorted(waiting, key=lambda one: one.pk):
            fresh = locked_row(one, version=one.version)
            if not fresh.is_waiting:
                raise Conflict("Somebody dealt with one of these values meanwhile. Nothing was sent back: look again.")
            change_row(fresh, version=None, state=WaitingState.SENT_BACK, reason=reason)
        tell_givers(actor, SENT_BACK, waiting, reason=reason)
        return list(WaitingValue.objects.filter(pk__in=[one.pk for one in waiting]).select_related("measure", "unit"))
