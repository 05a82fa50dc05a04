"""Puts values beside the actuals, where they wait for whoever approves them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.upserts import upsert
from hoshin.measures.models import WaitingState, WaitingValue

WaitingPlace = tuple[int, int | None, date]


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
        wanted.append((before, values | {"given_by": actor.name, "given_at": clock.now()}))
    return upsert(WaitingValue, wanted, is_checked=True).touched
