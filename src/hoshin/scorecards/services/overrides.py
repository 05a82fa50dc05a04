"""A status set by a person: with a reason, for a time, beside the computed one."""

from datetime import date, timedelta

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, Problem
from hoshin.scorecards.models import Node, StatusOverride
from hoshin.scorecards.statuses import STATUSES

DEFAULT_DAYS = 30
LONGEST_DAYS = 366


def override_status(
    actor: Actor, *, node: Node, status: int, reason: str, expires_on: date | None = None
) -> StatusOverride:
    """Set the status of a node by hand until a day (default: 30 days from today)."""
    require(actor, Right.EDIT_PLAN)
    today = clock.today()
    ends = expires_on or today + timedelta(days=DEFAULT_DAYS)
    problems = []
    if status not in STATUSES:
        problems.append(Problem("There is no such status.", field="status", value=str(status)))
    if not reason.strip():
        problems.append(Problem("Say why the status is set by hand.", field="reason"))
    if not today <= ends <= today + timedelta(days=LONGEST_DAYS):
        problems.append(
            Problem("The end must lie between today and a year from now.", field="expires_on", value=ends.isoformat())
        )
    if problems:
        raise Invalid(problems)
    with act(actor, "override_status", summary=f"Set the status to {STATUSES[status].label} by hand", note=reason):
        StatusOverride.objects.filter(node=node, is_withdrawn=False).update(is_withdrawn=True)
        return StatusOverride.objects.create(
            node=node, status=status, reason=reason.strip(), starts_on=today, expires_on=ends, set_by=actor.name
        )


def withdraw_override(actor: Actor, *, override: StatusOverride) -> None:
    """Let the computed status count again."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "withdraw_override", summary="Let the computed status count again"):
        StatusOverride.objects.filter(pk=override.pk).update(is_withdrawn=True)
