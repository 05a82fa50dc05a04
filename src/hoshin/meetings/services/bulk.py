"""Many 1:1s and action items at once, by code: what an import calls."""

from collections.abc import Collection, Iterable, Sequence
from datetime import time
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.codes import folded_code
from hoshin.base.errors import Denied
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import by_code, ids_by_code, upsert
from hoshin.base.wordings import Said
from hoshin.meetings.models import ActionItem, OneOnOne
from hoshin.meetings.policies import one_on_ones_visible_to
from hoshin.meetings.rows import ActionItemRow, OneOnOneRow
from hoshin.org.models import Person


def codes_of_others(actor: Actor, codes: Iterable[str]) -> set[str]:
    """Those of the codes, folded, that series of others have: of these whoever imports learns no more than that."""
    existing = by_code(OneOnOne, codes)
    own = set(
        one_on_ones_visible_to(actor).filter(pk__in=[one.pk for one in existing.values()]).values_list("pk", flat=True)
    )
    return {folded_code(one.code) for one in existing.values() if one.pk not in own}


def upsert_one_on_ones(actor: Actor, rows: Sequence[OneOnOneRow]) -> Outcome:
    """Create or change series by code. Denied where one of them is of others: nobody overwrites what they cannot see."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_one_on_ones", count=len(rows)):
        existing = by_code(OneOnOne, [row.code for row in rows])
        _require_own(actor, existing.values())
        people = ids_by_code(
            Person, {one for row in rows for one in (row.organiser, row.partner)}, column="employee_id"
        )
        wanted: list[tuple[OneOnOne | None, dict[str, Any]]] = []
        for row in rows:
            known = existing.get(row.code.casefold())
            values = row._asdict() | {"at": time.fromisoformat(row.at)}
            for name in ("organiser", "partner"):
                values[f"{name}_id"] = people[values.pop(name).casefold()]
            if known is None:
                values["changed_at"] = clock.now()
            else:
                del values["code"]
                if any(getattr(known, name) != value for name, value in values.items()):
                    values |= {"changed_at": clock.now(), "sequence": known.sequence + 1}
            wanted.append((known, values))
        return upsert(OneOnOne, wanted).outcome


def upsert_action_items(
    actor: Actor, rows: Sequence[ActionItemRow], *, added: Collection[str] = frozenset()
) -> Outcome:
    """Create or change action items by the code of their series and their number.

    Denied where the series is of others, unless the same import added it (`added`: their codes).
    """
    require(actor, Right.IMPORT)
    with act(actor, "upsert_action_items", count=len(rows)):
        series = by_code(OneOnOne, {row.one_on_one for row in rows})
        _require_own(actor, [one for one in series.values() if one.code not in added])
        people = ids_by_code(Person, {row.owner for row in rows}, column="employee_id")
        stored = ActionItem.objects.filter(one_on_one__in=series.values())
        existing = {(item.one_on_one_id, item.number): item for item in stored}
        wanted: list[tuple[ActionItem | None, dict[str, Any]]] = []
        for row in rows:
            one = series[row.one_on_one.casefold()]
            values = {
                "one_on_one_id": one.pk,
                "number": row.number,
                "text": row.text,
                "owner_id": people[row.owner.casefold()],
                "due_on": row.due_on,
                "done_on": row.done_on,
            }
            wanted.append((existing.get((one.pk, row.number)), values))
        return upsert(ActionItem, wanted).outcome


def _require_own(actor: Actor, series: Iterable[OneOnOne]) -> None:
    others = codes_of_others(actor, [one.code for one in series])
    if others:
        raise Denied(Said("The 1:1s %(code)s are of others. Nothing was imported.", code=min(others)))
