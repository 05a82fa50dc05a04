"""Keeps where units stood, so that a reorganisation never rewrites what past values came to."""

from datetime import date

from django.db.backends.utils import CursorWrapper

from hoshin.strategy.models import Plan

_MOVED = """
SELECT u.id AS unit, u.parent_id AS parent, p.id AS place, p.valid_from AS valid_from, p.id IS NOT NULL AND EXISTS (
    SELECT 1 FROM scorecards_node n JOIN scorecards_score s ON s.node_id = n.id
    WHERE n.plan_id = %(plan)s AND n.kind = 'measure' AND n.unit_id = u.id
      AND s.period < %(since)s AND s.value IS NOT NULL
) AS keeps
FROM org_unit u
LEFT JOIN scorecards_placement p ON p.unit_id = u.id AND p.plan_id = %(plan)s AND p.valid_to IS NULL
WHERE p.id IS NULL OR p.parent_id IS DISTINCT FROM u.parent_id
"""


def sync_placements(cursor: CursorWrapper, plan: Plan, since: date) -> None:
    """Bring the places of units in line with the tree as it stands; a move holds from `since`.

    A unit without scored values has nothing to keep: it stands where it stands from the beginning.
    """
    run = cursor.execute
    # Kept aside: the statements below change the places by which it is found what moved.
    run("DROP TABLE IF EXISTS moved_unit")
    run(f"CREATE TEMP TABLE moved_unit ON COMMIT DROP AS {_MOVED}", {"plan": plan.pk, "since": since})
    run(
        "DELETE FROM scorecards_placement p USING moved_unit m "
        "WHERE p.id = m.place AND (NOT m.keeps OR coalesce(m.valid_from, '-infinity') >= %s)",
        [since],
    )
    run("UPDATE scorecards_placement p SET valid_to = %s FROM moved_unit m WHERE p.id = m.place", [since])
    run(
        "UPDATE scorecards_placement p SET valid_to = NULL FROM moved_unit m WHERE p.plan_id = %s AND p.unit_id = m.unit "
        "AND p.valid_to = %s AND p.parent_id IS NOT DISTINCT FROM m.parent AND m.keeps",
        [plan.pk, since],
    )
    run(
        "INSERT INTO scorecards_placement (plan_id, unit_id, parent_id, valid_from) "
        "SELECT %s, m.unit, m.parent, CASE WHEN m.keeps THEN %s::date END FROM moved_unit m "
        "WHERE NOT EXISTS (SELECT 1 FROM scorecards_placement p WHERE p.plan_id = %s AND p.unit_id = m.unit "
        "AND p.valid_to IS NULL)",
        [plan.pk, since, plan.pk],
    )
