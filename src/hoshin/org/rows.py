"""Rows as the bulk services of org take them; what they point to is named by its code."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    name: str
    fiscal_year_start: int = 1
    currency: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit; `parent` is a unit's code, `head` an employee id, empty for none."""

    code: str
    name: str
    parent: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
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
