"""Keeps who heads which unit from which day until which, in step with the heads that units have now.

Each service that sets a head says here of which units, in the same transaction. What changed twice on one day holds as it
was last.
"""

from collections.abc import Collection, Sequence

from django.db import connection

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.outcome import Outcome
from hoshin.base.upserts import ids_by_code
from hoshin.org.models import Person, Unit, UnitHead
from hoshin.org.rows import PastHeadRow

_FOLLOW = (
    # Of today: it never held.
    """
    DELETE FROM org_unithead held USING org_unit unit
    WHERE unit.id = held.unit_id AND unit.id = ANY(%(ids)s) AND held.valid_to IS NULL AND held.valid_from >= %(today)s
        AND held.person_id IS DISTINCT FROM unit.head_id
    """,
    """
    UPDATE org_unithead held SET valid_to = %(today)s FROM org_unit unit
    WHERE unit.id = held.unit_id AND unit.id = ANY(%(ids)s) AND held.valid_to IS NULL
        AND held.person_id IS DISTINCT FROM unit.head_id
    """,
    # Who was taken away and given back on one day headed it all the time.
    """
    UPDATE org_unithead held SET valid_to = NULL FROM org_unit unit
    WHERE unit.id = held.unit_id AND unit.id = ANY(%(ids)s) AND held.valid_to = %(today)s
        AND held.person_id = unit.head_id
    """,
    """
    INSERT INTO org_unithead (unit_id, person_id, valid_from)
    SELECT id, head_id, %(today)s FROM org_unit WHERE id = ANY(%(ids)s) AND head_id IS NOT NULL
    ON CONFLICT (unit_id) WHERE valid_to IS NULL DO NOTHING
    """,
)


def follow_heads(units: Collection[int]) -> None:
    """Bring what is kept of the heads of these units in step with who heads them now."""
    if not units:
        return
    with connection.cursor() as cursor:
        for statement in _FOLLOW:
            cursor.execute(statement, {"ids": list(units), "today": clock.today()})


def restore_heads(actor: Actor, rows: Sequence[PastHeadRow]) -> Outcome:
    """Let units have been headed so before, as another installation knew it; units and people must exist."""
    require(actor, Right.IMPORT)
    with act(actor, "restore_heads", count=len(rows)) as running:
        units = ids_by_code(Unit, {row.unit for row in rows})
        people = ids_by_code(Person, {row.person for row in rows}, column="employee_id")
        held = UnitHead.objects.filter(unit__in=units.values(), valid_to__isnull=False)
        known = {(one.unit_id, one.valid_from): one for one in held}
        new, changed = [], []
        for row in rows:
            unit, person = units[row.unit.casefold()], people[row.person.casefold()]
            one = known.get((unit, row.since))
            if one is None:
                new.append(UnitHead(unit_id=unit, person_id=person, valid_from=row.since, valid_to=row.until))
            elif (one.person_id, one.valid_to) != (person, row.until):
                one.person_id, one.valid_to = person, row.until
                changed.append(one)
        running.keep()
        UnitHead.objects.bulk_create(new)
        UnitHead.objects.bulk_update(changed, ["person", "valid_to"])
    return Outcome(created=len(new), changed=len(changed), unchanged=len(rows) - len(new) - len(changed))
