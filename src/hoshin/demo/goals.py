"""The goals of the agency's 250 people in two halves of a year, with their key results week by week."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from json import dumps
from random import Random
from typing import Any

from hoshin.agreements.terms import ServedTerm, Terms
from hoshin.base.periods import Frequency, Period
from hoshin.demo import organisation, plan
from hoshin.demo.check_in_words import AHEAD, BEHIND, STEADY
from hoshin.demo.goal_words import AREAS, GOALS, LEADING, Goal, Result
from hoshin.demo.people import Employee
from hoshin.okrs.models import Agreed
from hoshin.okrs.rows import KeyResultDraft

WEEKS = 26
# A person's goal beside measures and objectives of the whole unit.
SHARE = 0.05
SECOND_GOALS, PRIVATE, BEFORE = 0.35, 0.04, 0.4
# Nobody wrote anything in so many of the weeks; and some stopped five weeks ago.
SKIPPED, STALE, STALE_WEEKS, NOTED = 0.12, 0.1, 5, 0.3
# Most are agreed with one's manager some days into the half, few later than that; the rest never was.
AGREED, DAYS_TO_AGREE, DAYS_BETWEEN = 0.85, 16.0, 9.0

GoalCells = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MadeGoal:
    """One goal of one person in one half of a year: how far they come of the way by its end is `pace`."""

    code: str
    person: Employee
    goal: Goal
    name: str
    half: Period
    pace: float
    is_private: bool
    agreed_at: datetime | None

    @property
    def serves(self) -> str:
        return served_by(self.person.unit)


@dataclass(frozen=True, slots=True)
class WeekTold:
    """What somebody told of a key result in a week: its value, by which share of the way they are ahead; and a chance."""

    goal: MadeGoal
    measure: str
    week: Period
    value: float
    ahead: float
    chance: float


def goal_sheets(people: Sequence[Employee], now: datetime) -> dict[str, list[GoalCells]]:
    """The rows that goals add to each sheet."""
    running = Period.containing(now.date(), Frequency.HALF_YEARLY)
    goals = list(_goals(people, running, now))
    told = [week for one in goals for number, result in _results(one) for week in _weeks_told(one, number, result, now)]
    return {
        "cycles": [_cycle(half) for half in (running.shift(-1), running)],
        "objectives": [_objective(one) for one in goals],
        "commitments": [_commitment(one) for one in goals],
        "measures": [_measure(one, number, result) for one in goals for number, result in _results(one)],
        "targets": [_target(one, number, result) for one in goals for number, result in _results(one)],
        "actuals": [_actual(week, now) for week in told],
        "check_ins": [_check_in(week) for week in told],
        "agreements": [_agreement(one) for one in goals if one.agreed_at],
    }


def served_by(unit: str) -> str:
    """The objective that goals of people in a unit serve: the unit's own, else the agency's of which it is in charge."""
    of_unit = {one.unit: one.code for one in reversed(plan.UNIT_OBJECTIVES + plan.OBJECTIVES)}
    return of_unit.get(unit, "C3")


def _goals(people: Sequence[Employee], running: Period, now: datetime) -> Iterator[MadeGoal]:
    turn: dict[str, int] = {}
    for person in people:
        draw = Random(f"goals of {person.employee_id}")  # noqa: S311 - made-up goals, no secrets
        halves = [running] * (1 + (draw.random() < SECOND_GOALS))
        if draw.random() < BEFORE and person.start_date < running.shift(-1).start:
            halves.append(running.shift(-1))
        for number, half in enumerate(halves, start=1):
            place = turn[person.job_family] = turn.get(person.job_family, -1) + 1
            yield _goal(draw, person, f"{person.employee_id}-{number}", half, place, now)


def _goal(draw: Random, person: Employee, code: str, half: Period, place: int, now: datetime) -> MadeGoal:
    leads = person.level in ("Executive", "Director", "Manager")
    choices = LEADING if leads else GOALS[person.job_family]
    goal, areas = choices[place % len(choices)], AREAS[person.job_family]
    unit = next(part.name for part in organisation.PARTS if part.code == person.unit)
    name = goal.name.format(area=areas[place // len(choices) % len(areas)], unit=unit)
    pace = min(1.25, max(0.1, draw.gauss(0.8, 0.3)))
    is_private = draw.random() < PRIVATE
    return MadeGoal(code, person, goal, name, half, pace, is_private, _agreed_at(draw, person, half, now))


def _agreed_at(draw: Random, person: Employee, half: Period, now: datetime) -> datetime | None:
    """When a goal was agreed with the manager; None where it was not, or not yet, or there is nobody above."""
    is_agreed, days = draw.random() < AGREED, max(1.0, draw.gauss(DAYS_TO_AGREE, DAYS_BETWEEN))
    at = datetime.combine(half.start, time(14), tzinfo=UTC) + timedelta(days=round(days))
    return at if is_agreed and person.manager and at <= now else None


def _results(one: MadeGoal) -> Iterator[tuple[int, Result]]:
    return enumerate(one.goal.results, start=1)


def _cycle(half: Period) -> GoalCells:
    name = f"{'First' if half.start.month == 1 else 'Second'} half of {half.start.year}"
    return {"code": str(half), "name": name, "starts_on": half.start, "ends_on": half.end}


def _objective(one: MadeGoal) -> GoalCells:
    return {
        "code": one.code,
        "name": one.name,
        "owner": one.person.employee_id,
        "serves": f"{one.serves}={SHARE}",
        "start_date": one.half.start,
        "due_date": one.half.end,
        "visibility": "private" if one.is_private else "public",
        "plan": plan.CODE,
    }


def _commitment(one: MadeGoal) -> GoalCells:
    agreed = Agreed.AGREED if one.agreed_at else Agreed.NO
    return {"objective": one.code, "cycle": str(one.half), "agreed": agreed.value}


def _agreement(one: MadeGoal) -> GoalCells:
    assert one.agreed_at is not None, "asked for of goals that were agreed"
    return {
        "objective": one.code,
        "agreed_at": one.agreed_at.isoformat(),
        "owner": one.person.employee_id,
        "counterpart": one.person.manager,
        "terms": dumps(_terms(one).as_kept(), ensure_ascii=False),
    }


def _terms(one: MadeGoal) -> Terms:
    """The goal as it stands: nobody has changed it since it was agreed."""
    name = next(other.name for other in plan.UNIT_OBJECTIVES + plan.OBJECTIVES if other.code == one.serves)
    results = (
        KeyResultDraft(result.name, result.baseline, result.target, result.uom, code=f"{one.code}.{number}")
        for number, result in _results(one)
    )
    return Terms(
        name=one.name,
        plan=plan.CODE,
        start_date=one.half.start,
        due_date=one.half.end,
        cycle=str(one.half),
        visibility="private" if one.is_private else "public",
        serves=(ServedTerm(one.serves, name, SHARE),),
        key_results=tuple(results),
    )


def _measure(one: MadeGoal, number: int, result: Result) -> GoalCells:
    return {
        "code": f"{one.code}.{number}",
        "name": result.name,
        "objective": one.code,
        "owner": one.person.employee_id,
        "unit_of_measure": result.uom,
        "frequency": Frequency.WEEKLY.value,
        "direction": "higher" if result.target > result.baseline else "lower",
        "aggregation": "last",
        "decimals": result.decimals,
        "trajectory": "linear",
        "start_date": one.half.start,
        "due_date": one.half.end,
    }


def _target(one: MadeGoal, number: int, result: Result) -> GoalCells:
    return {"measure": f"{one.code}.{number}", "period": "", "baseline": result.baseline, "target": result.target}


def _weeks_told(one: MadeGoal, number: int, result: Result, now: datetime) -> Iterator[WeekTold]:
    code = f"{one.code}.{number}"
    draw = Random(f"weeks of {code}")  # noqa: S311 - made-up figures, no secrets
    last = now.date() - timedelta(days=7 * STALE_WEEKS * (draw.random() < STALE))
    for week in _weeks(one.half, now.date()):
        skipped, error = draw.random() < SKIPPED, draw.gauss(0.0, 0.03)
        if skipped or week.end > last:
            continue
        way = (week.end - one.half.start).days / (one.half.end - one.half.start).days
        come = max(0.0, way * one.pace + error)
        value = result.baseline + (result.target - result.baseline) * come
        value = round(min(value, 100.0) if result.uom == "%" else value, result.decimals)
        yield WeekTold(one, code, week, value, come - way, draw.random())


def _actual(told: WeekTold, now: datetime) -> GoalCells:
    return {
        "measure": told.measure,
        "period": str(told.week),
        "value": told.value,
        "recorded_at": min(_friday_noon(told.week), now).isoformat(),
    }


def _check_in(told: WeekTold) -> GoalCells:
    """How sure somebody is follows from how far ahead they are, and most say nothing more."""
    sure = 3 + round(8 * told.ahead + 2 * (told.chance - 0.5))
    notes = AHEAD if told.ahead > 0.05 else BEHIND if told.ahead < -0.1 else STEADY
    pick = int(told.chance * 1_000)
    return {
        "key_result": told.measure,
        "objective": told.goal.code,
        "date": _friday_noon(told.week).date(),
        "value": told.value,
        "confidence": min(5, max(1, sure)),
        "note": notes[pick % len(notes)] if told.chance < NOTED else "",
        "by": told.goal.person.employee_id,
        "proposed": "on_track" if told.ahead > -0.08 else "at_risk" if told.ahead > -0.2 else "off_track",
    }


def _weeks(half: Period, today: date) -> Iterator[Period]:
    """Its weeks that are over, of the last 26."""
    last = Period.containing(today, Frequency.WEEKLY).shift(-1)
    return (week for week in last.shift(1 - WEEKS).until(last) if half.start <= week.anchor <= half.end)


def _friday_noon(week: Period) -> datetime:
    return datetime.combine(week.end - timedelta(days=2), time(12), tzinfo=UTC)
