"""Rows as sheets of a workbook hold them and bulk services take them; what they point to is named by its code."""

from datetime import date
from typing import NamedTuple


class OrganisationRow(NamedTuple):
    name: str
    fiscal_year_start: int = 1
    currency: str = ""


class UnitRow(NamedTuple):
    """A unit; `parent` is a unit's code, `head` an employee id, empty for none."""

    code: str
    name: str
    parent: str = ""
    head: str = ""


class PersonRow(NamedTuple):
    """A person; `manager` is an employee id, `unit` a unit's code, empty for none."""

    employee_id: str
    name: str
    email: str = ""
    manager: str = ""
    unit: str = ""
    title: str = ""
    job_family: str = ""
    level: str = ""
    location: str = ""
    fte: float = 1.0
    start_date: date | None = None
    end_date: date | None = None
    skills: tuple[str, ...] = ()


class PastPositionRow(NamedTuple):
    """A position that somebody had until a day (exclusive), since the one before it."""

    employee_id: str
    until: date
    title: str = ""
    unit: str = ""
    manager: str = ""
    job_family: str = ""
    level: str = ""
    location: str = ""
    fte: float = 1.0


class PastHeadRow(NamedTuple):
    """Somebody headed a unit from one day until another (exclusive)."""

    unit: str
    person: str
    since: date
    until: date


class RelationRow(NamedTuple):
    """A dotted line to a person, or being HR of a unit, from one day until another (exclusive; None: open)."""

    person: str
    relation: str
    to_person: str
    to_unit: str
    valid_from: date
    valid_to: date | None = None
    reason: str = ""


class HolidayRow(NamedTuple):
    """A day off: of a unit by its code, of a location, or (both empty) of everybody."""

    day: date
    name: str
    unit: str = ""
    location: str = ""
