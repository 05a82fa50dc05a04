"""A status set by a person: with a reason, for a time, beside the computed one."""

from collections.abc import Sequence
from datetime import date, timedelta

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, Problem
from hoshin.base.outcome import Outcome
from hoshin.scorecards.models import Node, StatusOverride
from hoshin.scorecards.rows import OverrideRow
from hoshin.scorecards.services.validity import LONGEST_DAYS, override_problems
from hoshin.scorecards.statuses import STATUSES

DEFAULT_DAYS = 30


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
    with act(actor, "override_status", status=status, note=reason):
        StatusOverride.objects.filter(node=node, is_withdrawn=False).update(is_withdrawn=True)
        return StatusOverride.objects.create(
            node=node, status=status, reason=reason.strip(), starts_on=today, expires_on=ends, set_by=actor.name
        )


def withdraw_override(actor: Actor, *, override: StatusOverride) -> None:
    """Let the computed status count again."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "withdraw_override"):
        StatusOverride.objects.filter(pk=override.pk).update(is_withdrawn=True)


def restore_overrides(actor: Actor, rows: Sequence[OverrideRow], *, is_checked: bool = False) -> Outcome:
    """Set statuses by hand as they were set elsewhere, one for each node; what stands there already is left alone.

    Denied; Invalid: an unknown status, no reason, or an end that is too far away; `is_checked`: none of these is so.
    """
    require(actor, Right.IMPORT)
    problems = [] if is_checked else [problem for row in rows for problem in override_problems(row)]
    if problems:
        raise Invalid(problems)
    standing: dict[int, OverrideRow] = {}
    with act(actor, "restore_overrides"):
        stored = StatusOverride.objects.filter(node__in=[row.node_id for row in rows], is_withdrawn=False)
        for row in stored.order_by("id").values_list(*OverrideRow.__dataclass_fields__):
            standing[row[0]] = OverrideRow(*row)
        news = [row for row in rows if standing.get(row.node_id) != row]
        replaced = [row.node_id for row in news if row.node_id in standing]
        StatusOverride.objects.filter(node__in=replaced, is_withdrawn=False).update(is_withdrawn=True)
        StatusOverride.objects.bulk_create(
            StatusOverride(**{name: getattr(row, name) for name in OverrideRow.__dataclass_fields__}) for row in news
        )
    return Outcome(len(news) - len(replaced), len(replaced), len(rows) - len(news))
