"""Keeps who heads which unit from which day until which, in step with the heads that units have now.

Each service that sets a head says here of which units, in the same transaction. What changed twice on one day holds as it
was last.
"""

from collections.abc import Collection

from django.db import connection

from hoshin.base import clock

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
