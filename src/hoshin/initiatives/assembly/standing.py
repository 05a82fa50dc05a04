"""How initiatives stand: progress of their milestones, their pace, and what their status was decided on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from hoshin.engine.scoring import DEFAULT_CUTS, PaceStatus, milestone_attainment, pace_of_steps
from hoshin.initiatives.models import Initiative

ON_TRACK, AT_RISK, OFF_TRACK = "on_track", "at_risk", "off_track"
EARLY, DONE, UNKNOWN = "early", "done", "no_data"
# As lists offer them: the three that follow from pace, what else follows, what somebody says by hand.
STATUSES = (OFF_TRACK, AT_RISK, ON_TRACK, EARLY, DONE, "paused", "stopped", UNKNOWN)
_BY_PACE = {
    PaceStatus.OFF_TRACK: OFF_TRACK,
    PaceStatus.AT_RISK: AT_RISK,
    PaceStatus.ON_TRACK: ON_TRACK,
    PaceStatus.EARLY: EARLY,
    PaceStatus.DONE: DONE,
}


@dataclass(frozen=True, slots=True)
class CountedStep:
    """What counts of a milestone. Days as day numbers."""

    completion: float
    weight: float
    due: int
    done: int | None
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class InitiativeStanding:
    """How an initiative stands on a day.

    `status`, and `by`: hand, pace, due (its due date is there), done, nothing (why in `lacks`: no_data, weights_zero).
    `progress` and `expected`: shares 0–1, None where there is none. `index`: progress over what was expected. `ahead`: days
    to the last one on which no more was to be done than is, negative when behind. `done` of `steps` milestones are done,
    `late` are overdue, the longest by `late_days`; `is_rescoped`: some were cancelled.
    """

    status: str
    by: str
    progress: float | None = None
    expected: float | None = None
    index: float | None = None
    ahead: int | None = None
    steps: int = 0
    done: int = 0
    late: int = 0
    late_days: int = 0
    is_rescoped: bool = False
    lacks: str = ""
    overdue_days: int = 0


def standings(
    initiatives: Sequence[Initiative], steps: Mapping[int, Sequence[CountedStep]], day: date
) -> dict[int, InitiativeStanding]:
    """How each initiative stands on a day, by its number: all of them in one pass."""
    if not initiatives:
        return {}
    widest = max(1, *(len(steps.get(one.pk, ())) for one in initiatives))
    completion, due = (np.full((len(initiatives), widest), np.nan) for _ in range(2))
    weight, cancelled = np.zeros(completion.shape), np.zeros(completion.shape, np.bool_)
    ends = np.full(len(initiatives), np.nan)
    for row, one in enumerate(initiatives):
        own = steps.get(one.pk, ())
        for at, step in enumerate(own):
            completion[row, at], weight[row, at], cancelled[row, at] = step.completion, step.weight, step.is_cancelled
            due[row, at] = np.nan if step.is_cancelled else step.due
        last = one.due_date.toordinal() if one.due_date else max((step.due for step in own), default=None)
        ends[row] = np.nan if last is None else last
    today = day.toordinal()
    attained = milestone_attainment(completion, weight, cancelled=cancelled)
    kept = pace_of_steps(attained.attainment, due, weight, day=today, end=ends)
    found = {}
    for row, one in enumerate(initiatives):
        progress = _known(attained.attainment[row])
        counted = _counted(steps.get(one.pk, ()), today)
        status, by = _status(PaceStatus(kept.status[row]), progress)
        if said := _said(one, day):
            status, by = said, "hand"
        overdue = today - int(ends[row]) if not np.isnan(ends[row]) else 0
        ahead = _known(kept.lead[row])
        found[one.pk] = InitiativeStanding(
            status,
            by,
            progress,
            _known(kept.expected[row]),
            _known(kept.index[row]),
            None if ahead is None else int(ahead),
            *counted,
            bool(attained.scope_changed[row]),
            "" if progress is not None else "no_data" if not counted[0] else "weights_zero",
            max(0, overdue),
        )
    return found


def _status(kept: PaceStatus, progress: float | None) -> tuple[str, str]:
    """By pace; once it is due by what was reached, and never better than at risk while something is open."""
    if progress is None:
        return UNKNOWN, "nothing"
    if kept == PaceStatus.DONE:
        return DONE, "done"
    if kept == PaceStatus.DUE:
        return OFF_TRACK if 100.0 * progress < DEFAULT_CUTS.red else AT_RISK, "due"
    return _BY_PACE[kept], "pace"


def _said(one: Initiative, day: date) -> str:
    """The status by hand, while it holds."""
    return one.status if one.status_until is None or one.status_until >= day else ""


def _counted(steps: Sequence[CountedStep], today: int) -> tuple[int, int, int, int]:
    own = [step for step in steps if not step.is_cancelled]
    late = [today - step.due for step in own if step.done is None and step.due < today]
    return len(own), sum(step.done is not None for step in own), len(late), max(late, default=0)


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
