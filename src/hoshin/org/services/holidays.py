"""Days off, kept by whoever keeps units and people."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.editing import add_row, remove_row
from hoshin.audit.services import act
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import ids_by_code, upsert
from hoshin.org.models import Holiday, Unit
from hoshin.org.rows import HolidayRow


def add_holiday(actor: Actor, *, day: date, name: str, unit: Unit | None = None, location: str = "") -> Holiday:
    """Let a day be off: for a unit and all below it, for a location, or for everybody."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "add_holiday", name=name):
        return add_row(Holiday(day=day, name=name, unit=unit, location=location.strip()))


def remove_holiday(actor: Actor, *, holiday: Holiday) -> None:
    """Let it be a day like others."""
    require(actor, Right.EDIT_PLAN)
    with act(actor, "remove_holiday", name=holiday.name):
        remove_row(holiday, version=None, in_use="")


def upsert_holidays(actor: Actor, rows: Sequence[HolidayRow]) -> Outcome:
    """Keep days off, told apart by day, unit and location; units must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_holidays", count=len(rows)):
        units = ids_by_code(Unit, {row.unit for row in rows})
        held = Holiday.objects.filter(day__in={row.day for row in rows})
        known = {(row.day, row.unit_id, row.location.casefold()): row for row in held}
        wanted: list[tuple[Holiday | None, dict[str, Any]]] = []
        for row in rows:
            place = (row.day, units.get(row.unit.casefold()), row.location.casefold())
            values = {"day": row.day, "name": row.name, "unit_id": place[1], "location": row.location}
            wanted.append((known.get(place), values))
        return upsert(Holiday, wanted).outcome
