"""What a 1:1 is to talk about of scores: whose status changed of what somebody owns, and values that are late."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.base.wordings import wording
from hoshin.measures.policies import measures_visible_to
from hoshin.org.agenda import AgendaLine, AgendaSource
from hoshin.org.models import Person
from hoshin.scorecards.selectors.goal_lines import lines_of_goals, newest_lines_of_goals
from hoshin.scorecards.selectors.lines import NodeLine
from hoshin.scorecards.selectors.periods import periods_and_choice
from hoshin.scorecards.statuses import LATE, STATUSES
from hoshin.strategy.models import Plan
from hoshin.strategy.policies import objectives_visible_to, plans_visible_to

_MOST = 50
# Values of a month come in the first days of the next; those of shorter periods as long after them as these are.
KNOWN_AFTER = timedelta(days=10)
_WORSE_FIRST = {"poor": 0, "none": 1, "fair": 2, "good": 3}
_LineKey = tuple[str, int]


def _changed_objectives(actor: Actor, person: Person, since: datetime) -> list[AgendaLine]:
    return _changed(actor, person, since, "objective")


def _changed_measures(actor: Actor, person: Person, since: datetime) -> list[AgendaLine]:
    return _changed(actor, person, since, "measure")


def _changed(actor: Actor, person: Person, since: datetime, kind: str) -> list[AgendaLine]:
    """Statuses in the latest period that are others than in the one before the last 1:1; the worst first."""
    found = [
        (before, line)
        for plan in plans_visible_to(actor)
        for before, line in _now_and_before(actor, plan, person, since)
        if line.kind == kind and before is not None and before.status != line.status
    ]
    found.sort(key=lambda pair: (_WORSE_FIRST[STATUSES[pair[1].status].tone], pair[1].code))
    return [
        AgendaLine(
            {"name": line.name, "before": STATUSES[before.status].code, "after": STATUSES[line.status].code},
            (line.code,),
        )
        for before, line in found[:_MOST]
    ]


def _late_values(actor: Actor, person: Person, since: datetime) -> list[AgendaLine]:
    """Measures of theirs whose value is late."""
    found: dict[str, AgendaLine] = {}
    for plan in plans_visible_to(actor):
        for _before, line in _now_and_before(actor, plan, person, since):
            if line.kind == "measure" and line.status == LATE:
                found.setdefault(line.code, AgendaLine({"name": line.name}, (line.code,), is_pressing=True))
    return list(found.values())[:_MOST]


def _now_and_before(
    actor: Actor, plan: Plan, person: Person, since: datetime
) -> Iterator[tuple[NodeLine | None, NodeLine]]:
    """The lines of what is theirs in the latest period, each with that of the latest period that was known by then."""
    objectives = list(objectives_visible_to(actor).filter(plan=plan, owner=person).values_list("pk", flat=True)[:_MOST])
    measures = list(measures_visible_to(actor).filter(owner=person).values_list("pk", flat=True)[:_MOST])
    known, latest = periods_and_choice(plan, None) if objectives or measures else ([], None)
    if latest is None:
        return
    over = [period for period in known if period <= latest and _was_known(period, clock.day_of(since))]
    now = lines_of_goals(actor, plan, [], measures, latest)
    now |= newest_lines_of_goals(actor, plan, dict.fromkeys(objectives, ()))
    before = lines_of_goals(actor, plan, objectives, measures, over[0]) if over else {}
    for key, line in now.items():
        yield before.get(key), line


def _was_known(period: Period, day: date) -> bool:
    """Whether its values had come by a day: what was talked about then is no news the next time."""
    return period.end + min(KNOWN_AFTER, period.end - period.start) < day


def _status(code: str) -> str:
    return next(str(word.label) for word in STATUSES.values() if word.code == code)


CHANGED_OBJECTIVES = AgendaSource(
    "changed_objectives",
    _("Goals whose status changed"),
    wording("changed_objectives", _("%(name)s: %(after)s, was %(before)s"), before=_status, after=_status),
    "objective",
    _changed_objectives,
    order=10,
)
CHANGED_MEASURES = AgendaSource(
    "changed_measures",
    _("Measures whose status changed"),
    wording("changed_measures", _("%(name)s: %(after)s, was %(before)s"), before=_status, after=_status),
    "measure",
    _changed_measures,
    order=20,
)
LATE_VALUES = AgendaSource(
    "late_values",
    _("Values that are late"),
    wording("late_values", _("%(name)s: its value is late")),
    "measure",
    _late_values,
    order=40,
)
AGENDA = (CHANGED_OBJECTIVES, CHANGED_MEASURES, LATE_VALUES)
