"""The 250 made-up people of the agency, with titles, units and one consistent reporting line."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from hoshin.demo.names import FAMILY, GIVEN
from hoshin.demo.organisation import BRANCHES, DOMAIN, PARTS, ROOT, DemoUnit

TEAM = 6
_STRATEGY_OFFICE = (
    ("Director, Strategy Office", "Director"),
    ("Senior Strategy Analyst", "Specialist"),
    ("Strategy Analyst", "Specialist"),
    ("Performance Analyst", "Specialist"),
    ("Chief of Staff", "Director"),
    ("Executive Assistant", "Staff"),
)
_STAFF_TITLES = {
    "Programs": ("Program Officer", "Senior Program Officer", "Agreements Officer", "Program Assistant"),
    "Partnerships": ("Partnership Officer", "Senior Partnership Adviser", "Engagement Officer"),
    "Evidence": ("Adviser", "Executive Assistant"),
    "Statistics": ("Statistician", "Senior Statistician", "Data Analyst", "Editor"),
    "Data engineering": ("Data Engineer", "Software Developer", "Database Administrator"),
    "Evaluation": ("Evaluator", "Senior Evaluator", "Research Analyst"),
    "Policy": ("Policy Analyst", "Senior Policy Analyst", "Policy Adviser"),
    "Delivery": ("Grants Officer", "Senior Grants Officer", "Client Service Officer", "Grants Assistant"),
    "Corporate services": ("Adviser", "Executive Assistant"),
    "Finance": ("Financial Analyst", "Senior Financial Analyst", "Payments Officer", "Procurement Officer"),
    "Human resources": ("Human Resources Adviser", "Recruitment Officer", "Learning Adviser"),
    "Information technology": ("Systems Analyst", "Software Developer", "Service Desk Agent", "Network Specialist"),
}


@dataclass(frozen=True, slots=True)
class Employee:
    """One row of the people sheet."""

    employee_id: str
    name: str
    email: str
    manager: str
    unit: str
    title: str
    job_family: str
    level: str
    location: str
    fte: float
    start_date: date


def employees(today: date) -> list[Employee]:
    """All people, heads of units before those who report to them; the same on every call with the same day."""
    draw = Random("people of the demonstration")  # noqa: S311 - made-up people, no secrets
    names = _names(draw, sum(part.people for part in PARTS))
    found: list[Employee] = []
    for part in PARTS:
        members = [
            _employee(draw, len(found) + number, names[len(found) + number], part, today)
            for number in range(part.people)
        ]
        found += _placed(draw, part, members, heads_of(found))
    return found


def heads_of(people: list[Employee]) -> dict[str, str]:
    """The employee id of the head of each unit: the first of its people."""
    heads: dict[str, str] = {}
    for person in people:
        heads.setdefault(person.unit, person.employee_id)
    return heads


def _names(draw: Random, count: int) -> list[str]:
    given = [draw.choice(GIVEN) for _ in range(count)]
    family = list(FAMILY)
    draw.shuffle(family)
    surnames = [family[number % len(family)].replace("Da-Silva", "da Silva") for number in range(count)]
    names: list[str] = []
    for first, last in zip(given, surnames):
        name = f"{first} {last}"
        while name in names:
            name = f"{draw.choice(GIVEN)} {last}"
        names.append(name)
    return names


def _employee(draw: Random, number: int, name: str, part: DemoUnit, today: date) -> Employee:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    first, _, last = plain.partition(" ")
    return Employee(
        employee_id=f"E{number + 1:04d}",
        name=name,
        email=f"{first}.{last.replace(' ', '-')}@{DOMAIN}",
        manager="",
        unit=part.code,
        title="",
        job_family=part.family,
        level="Staff",
        location=part.location,
        fte=draw.choice((1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.8, 0.6)),
        start_date=today - timedelta(days=draw.randrange(60, 4200)),
    )


def _placed(draw: Random, part: DemoUnit, members: list[Employee], heads: dict[str, str]) -> list[Employee]:
    head, rest = members[0], members[1:]
    if part.code == ROOT:
        top = replace(head, title="President", level="Executive", fte=1.0)
        return [top, *_strategy_office(rest, top.employee_id)]
    is_branch = part.code in BRANCHES
    title = f"Vice-President, {part.name.removesuffix(' Branch')}" if is_branch else f"Director, {part.name}"
    level = "Executive" if is_branch else "Director"
    placed = [replace(head, title=title, level=level, manager=heads[part.parent], fte=1.0)]
    titles = _STAFF_TITLES[part.family]
    leads = 0 if is_branch else max(1, round(len(rest) / TEAM))
    for number, person in enumerate(rest):
        if number < leads:
            lead = replace(person, title=f"Team Lead, {titles[0]}s", level="Manager", manager=head.employee_id, fte=1.0)
            placed.append(lead)
            continue
        manager = rest[(number - leads) % leads].employee_id if leads else head.employee_id
        wanted = ("Executive Adviser", "Executive Assistant")[number % 2] if is_branch else draw.choice(titles)
        level = "Senior" if wanted.startswith("Senior ") else person.level
        placed.append(replace(person, title=wanted, level=level, manager=manager))
    return placed


def _strategy_office(members: list[Employee], top: str) -> list[Employee]:
    director = members[0].employee_id
    return [
        replace(person, title=title, level=level, manager=director if level == "Specialist" else top)
        for person, (title, level) in zip(members, _STRATEGY_OFFICE, strict=True)
    ]
