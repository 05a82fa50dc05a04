"""What closed periods and statuses set by hand must satisfy, whichever way they come in."""

from datetime import datetime, timedelta

from hoshin.base import clock
from hoshin.base.errors import Problem
from hoshin.base.periods import Period
from hoshin.base.wordings import Said
from hoshin.scorecards.rows import OverrideRow
from hoshin.scorecards.statuses import STATUSES

LONGEST_DAYS = 366


def closing_problems(period: Period, closed_at: datetime) -> list[Problem]:
    """What is wrong with closing a period at an instant."""
    if closed_at > clock.now():
        return [Problem("A period cannot have been closed in the future.", field="closed_at", value=str(closed_at))]
    if clock.day_of(closed_at) <= period.end:
        message = Said("%(period)s cannot have been closed before its end.", period=period)
        return [Problem(message, field="closed_at", value=str(closed_at), remedy="Name an instant after its last day.")]
    return []


def override_problems(row: OverrideRow) -> list[Problem]:
    """What is wrong with a status that was set by hand elsewhere."""
    problems = []
    if row.status not in STATUSES:
        problems.append(Problem("There is no such status.", field="status", value=str(row.status)))
    if not row.reason.strip():
        problems.append(Problem("Say why the status is set by hand.", field="reason"))
    if not row.starts_on <= row.expires_on <= row.starts_on + timedelta(days=LONGEST_DAYS):
        ends = row.expires_on.isoformat()
        problems.append(Problem("The end must lie within a year of the start.", field="expires_on", value=ends))
    return problems
