"""Puts values beside the actuals, where they wait for whoever approves them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import ids_by_code, upsert
from hoshin.measures.fields import NUMBERS, said_by
from hoshin.measures.models import Actual, Measure, WaitingState, WaitingValue
from hoshin.measures.rows import WaitingRow
from hoshin.org.models import Unit

WaitingPlace = tuple[int, int | None, date]
# What a value replaces that was overtaken in another installation: no actual here is that one.
_ANOTHER = -1


def give(
    actor: Actor, given: Mapping[WaitingPlace, Mapping[str, Any]], held: Mapping[WaitingPlace, int]
) -> list[WaitingValue]:
    """Let values wait, in place of what waited or was sent back there; `held`: the actuals at these places."""
    known = WaitingValue.objects.filter(
        measure__in={place[0] for place in given}, period__in={place[2] for place in given}
    ).select_for_update()
    stored = {(row.measure_id, row.unit_id, row.period): row for row in known.order_by("pk")}
    wanted: list[tuple[WaitingValue | None, dict[str, Any]]] = []
    for place, said in given.items():
        before = stored.get(place)
        if before is not None and before.is_waiting and before.said == said and before.replaces == held.get(place, 0):
            continue
        measure, unit, period = place
        values = {"measure_id": measure, "unit_id": unit, "period": period, "said": dict(said), "reason": ""}
        values |= {"replaces": held.get(place, 0), "state": WaitingState.WAITING}
        wanted.append((before, values | _given_by(actor)))
    return upsert(WaitingValue, wanted, is_checked=True).touched


def upsert_waiting_values(actor: Actor, rows: Sequence[WaitingRow]) -> Outcome:
    """Let values wait, or have been sent back, as they did in another installation; their measures must exist.

    Each replaces the actual that holds now, unless another was recorded since it was given.
    """
    require(actor, Right.IMPORT)
    with act(actor, "upsert_waiting_values", count=len(rows)):
        measures = ids_by_code(Measure, {row.measure for row in rows})
        units = ids_by_code(Unit, {row.unit for row in rows})
        placed = {(measures[row.measure.casefold()], units.get(row.unit.casefold()), row.period): row for row in rows}
        known = WaitingValue.objects.filter(
            measure__in={place[0] for place in placed}, period__in={place[2] for place in placed}
        )
        stored = {(row.measure_id, row.unit_id, row.period): row for row in known.select_for_update().order_by("pk")}
        held = _held(placed)
        wanted: list[tuple[WaitingValue | None, dict[str, Any]]] = []
        for place, row in placed.items():
            values = dict(zip(("measure_id", "unit_id", "period"), place, strict=True))
            values |= {name: getattr(row, name) for name in ("state", "reason", "given_by", "given_at")}
            replaces = _ANOTHER if row.is_overtaken else held.get(place, 0)
            before = stored.get(place)
            if before is not None and before.given_by != row.given_by:
                # Somebody else gave it, elsewhere: nobody here is told what becomes of it.
                values["giver_id"] = None
            wanted.append((before, values | {"said": said_by(row), "replaces": replaces}))
        return upsert(WaitingValue, wanted, is_checked=True).outcome


def held_beside(waiting: Sequence[WaitingValue]) -> dict[WaitingPlace, int]:
    """The actuals that hold where values wait, by measure, unit and first day of the period."""
    return _held([(one.measure_id, one.unit_id, one.period) for one in waiting])


def is_overtaken(waiting: Sequence[WaitingValue]) -> set[int]:
    """Those that would replace another actual than the one that held when they were given. One query."""
    held = held_beside(waiting)
    return {one.pk for one in waiting if held.get((one.measure_id, one.unit_id, one.period), 0) != one.replaces}


def is_withdrawal(said: Mapping[str, Any]) -> bool:
    """Whether what was given asks for the value to be withdrawn."""
    return all(said[name] is None for name in NUMBERS)


def _held(places: Iterable[WaitingPlace]) -> dict[WaitingPlace, int]:
    wanted = list(places)
    rows = Actual.objects.filter(
        superseded_at=None,
        measure__in={measure for measure, _unit, _period in wanted},
        period__in={period for _measure, _unit, period in wanted},
    )
    return {(row.measure_id, row.unit_id, row.period): row.pk for row in rows.order_by()}


def _given_by(actor: Actor) -> dict[str, Any]:
    return {"given_by": actor.name, "giver_id": actor.user_id, "given_at": clock.now()}
