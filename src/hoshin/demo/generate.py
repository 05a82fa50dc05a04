"""Writes the agency's own scorecard as a workbook: a folder of .csv files, as a user would bring it."""

import csv
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from hoshin.base.periods import Frequency, Period
from hoshin.demo import organisation, plan
from hoshin.demo.drivers import LEARNING, PROCESS
from hoshin.demo.goals import goal_sheets
from hoshin.demo.measure import MONTHS, Made, Want
from hoshin.demo.people import Employee, employees, heads_of
from hoshin.demo.results import FINANCIAL, SERVED
from hoshin.demo.values import Drawn, drawn

MEASURES = FINANCIAL + SERVED + PROCESS + LEARNING
DAYS_TO_REPORT = 6
_SAME = (
    "weight direction aggregation decimals formula method window window_length roll_up trajectory description source "
    "serves"
).split()

SheetCells = Mapping[str, Any]


def write_workbook(folder: Path, now: datetime, goals_in: Collection[str] | None = None) -> None:
    """Write every sheet into a folder; the same instant gives the same files."""
    for name, rows in sheets(now, goals_in).items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            columns = list(dict.fromkeys(column for row in rows for column in row))
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)


def sheets(now: datetime, goals_in: Collection[str] | None = None) -> dict[str, list[SheetCells]]:
    """All rows by sheet; `goals_in`: units whose people have goals, where not all have."""
    last = last_month(now.date())
    people = employees(last.end)
    heads = heads_of(people)
    with_goals = [person for person in people if goals_in is None or person.unit in goals_in]
    goals = goal_sheets(with_goals, now)
    own: dict[str, list[SheetCells]] = {
        "organisation": [_organisation()],
        "plans": [_plan(last)],
        "units": [_unit(part, heads) for part in organisation.PARTS],
        "people": [_person(person) for person in people],
        "perspectives": [_perspective(number, one) for number, one in enumerate(plan.PERSPECTIVES)],
        "themes": [{"code": code, "name": name, "plan": plan.CODE} for code, name in plan.THEMES.items()],
        "objectives": [
            _objective(number, one, heads) for number, one in enumerate(plan.OBJECTIVES + plan.UNIT_OBJECTIVES)
        ],
        "causal_links": [_link(link) for link in plan.LINKS],
        "measures": [_measure(made, heads, people, last) for made in MEASURES],
        "targets": [_target(made, want, last) for made in MEASURES for want in made.wants],
        "actuals": [_actual(made, one, now) for made in MEASURES for one in drawn(made, last)],
    }
    return {name: [*own.get(name, ()), *goals.get(name, ())] for name in own | goals}


def last_month(today: date) -> Period:
    """The last month that is over."""
    return Period.containing(today, Frequency.MONTHLY).shift(-1)


def recorded_at(period: Period, now: datetime) -> datetime:
    """When the value of a period was recorded first: some days after its end, but not in the future."""
    due = datetime.combine(period.end + timedelta(days=DAYS_TO_REPORT), time(14), tzinfo=UTC)
    return min(due, now)


def fiscal_year(day: date) -> int:
    """The year in which the fiscal year of a day began."""
    return day.year if day.month >= organisation.FISCAL_YEAR_START else day.year - 1


def _organisation() -> SheetCells:
    return {
        "name": organisation.NAME,
        "fiscal_year_start": organisation.FISCAL_YEAR_START,
        "currency": organisation.CURRENCY,
    }


def _plan(last: Period) -> SheetCells:
    return {
        "code": plan.CODE,
        "name": plan.NAME,
        "vision": plan.VISION,
        "mission": plan.MISSION,
        "values": ";".join(plan.VALUES),
        "start": last.shift(1 - MONTHS).start,
        "end": date(2030, 12, 31) if last.end.year < 2030 else last.shift(24).end,
        "frequency": "monthly",
        "provenance": "generated",
        "attribution": plan.ATTRIBUTION,
        "order": 1,
    }


def _unit(part: organisation.DemoUnit, heads: Mapping[str, str]) -> SheetCells:
    return {"code": part.code, "name": part.name, "parent": part.parent, "head": heads[part.code]}


def _person(person: Employee) -> SheetCells:
    return {name: getattr(person, name) for name in Employee.__dataclass_fields__}


def _perspective(number: int, one: plan.PlannedPerspective) -> SheetCells:
    return {
        "code": one.code,
        "name": one.name,
        "order": number,
        "weight": one.weight,
        "plan": plan.CODE,
        "description": one.description,
    }


def _objective(number: int, one: plan.PlannedObjective, heads: Mapping[str, str]) -> SheetCells:
    return {
        "code": one.code,
        "name": one.name,
        "perspective": one.perspective,
        "unit": one.unit if one.serves else organisation.ROOT,
        "owner": heads[one.unit],
        "serves": one.serves,
        "weight": one.weight,
        "theme": one.theme,
        "description": one.description,
        "plan": plan.CODE,
        "order": number,
    }


def _link(link: plan.PlannedLink) -> SheetCells:
    return {"from": link.cause, "to": link.effect, "lag_months": link.lag_months, "note": link.note}


def _measure(made: Made, heads: Mapping[str, str], people: Iterable[Employee], last: Period) -> SheetCells:
    row: dict[str, Any] = {
        "code": made.code,
        "name": made.name,
        "objective": made.objective,
        "unit": made.unit,
        "owner": heads[made.unit],
        "supplier": _supplier(made.unit, heads, people),
        "unit_of_measure": made.uom,
        "frequency": made.frequency.value,
        "close_lag_days": made.lag,
        "is_key": "yes" if made.is_key else "no",
    }
    if made.due_in is not None:
        row["start_date"], row["due_date"] = last.shift(1 - MONTHS).start, last.shift(made.due_in).end
    return row | {name: getattr(made, name) for name in _SAME}


def _supplier(unit: str, heads: Mapping[str, str], people: Iterable[Employee]) -> str:
    """The first who reports to the head of the unit within it."""
    reports = (person for person in people if person.unit == unit and person.manager == heads[unit])
    found = next(reports, None)
    return found.employee_id if found else heads[unit]


def _target(made: Made, want: Want, last: Period) -> SheetCells:
    numbers = ("baseline", "target", "low", "high", "red", "green", "tolerance")
    row: dict[str, Any] = {"measure": made.code, "unit": want.unit, "period": ""}
    if want.year is not None:
        begins = date(fiscal_year(last.end) + want.year, organisation.FISCAL_YEAR_START, 1)
        row["period"] = str(_first_from(begins, made.frequency))
    return row | {name: getattr(want, name) for name in numbers}


def _first_from(day: date, frequency: Frequency) -> Period:
    """The first period that begins on the day or after it."""
    period = Period.containing(day, frequency)
    return period if period.start >= day else period.shift(1)


def _actual(made: Made, one: Drawn, now: datetime) -> SheetCells:
    return {
        "measure": one.measure,
        "unit": one.unit,
        "period": str(one.period),
        "value": one.value,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "note": one.note,
        "source": made.source,
        "recorded_at": recorded_at(one.period, now).isoformat(),
    }
