"""Keeping the plan of an initiative as it was agreed."""

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.initiatives.models import Baseline, Initiative
from hoshin.initiatives.policies import require_may_write


def agree_baseline(actor: Actor, *, initiative: Initiative, note: str = "") -> Baseline:
    """Keep the dates as they stand now: slips are told against the latest plan that was agreed."""
    require_may_write(actor, initiative)
    with act(actor, "agree_baseline", name=initiative.name):
        dates = [
            {
                "code": row.code,
                "name": row.name,
                "start": row.start_date.isoformat() if row.start_date else "",
                "due": row.due_date.isoformat(),
            }
            for row in initiative.milestones.filter(is_cancelled=False)
        ]
        row = Baseline(initiative=initiative, agreed_at=clock.now(), agreed_by=actor.name, note=note.strip())
        row.start_date, row.due_date, row.dates = initiative.start_date, initiative.due_date, dates
        return add_row(row)
