"""What an erasure would do, counted: by what becomes of rows, and kind by kind, with why what stays does."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from hoshin.accounts.access import Actor, require
from hoshin.base.personal_data import AtErasure, PersonalData, personal_data
from hoshin.personal.policies import PersonalRight
from hoshin.personal.subjects import DataSubject


@dataclass(frozen=True, slots=True)
class ErasureLine:
    """Of one line of a card: what it is, how many rows of it there are, what becomes of them, and why."""

    label: str
    count: int
    at_erasure: AtErasure
    why: str


def erasure_lines(actor: Actor, *, subject: DataSubject) -> list[ErasureLine]:
    """What is held of somebody, counted; what is removed first, what stays last. Denied.

    One statement beside those of names.
    """
    require(actor, PersonalRight.ERASE)
    lines = personal_data()
    parts: list[str] = []
    values: list[Any] = []
    for place, entry in enumerate(lines):
        query = subject.rows(entry).order_by().values("pk").query
        if query.is_empty():
            continue
        sql, parameters = query.sql_with_params()
        parts.append(f"SELECT {place}, count(*) FROM ({sql}) held")  # noqa: S608 – Django's own, and a number
        values += parameters
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        found = {lines[place].name: (lines[place], count) for place, count in cursor.fetchall() if count}
    order = list(AtErasure)
    listed = sorted(found.values(), key=lambda one: (order.index(one[0].at_erasure), str(one[0].label)))
    return [ErasureLine(str(entry.label), count, entry.at_erasure, _why(entry)) for entry, count in listed]


def _why(entry: PersonalData) -> str:
    return str(entry.why)
