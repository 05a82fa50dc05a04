"""Keeps the score graph of a plan in step with its structure, and keeps how it stood before.

The domain tables say what counts for what today. Here each such weight is an edge with the days between which it held, so
that a reorganisation, a new weight or another roll-up rewrites no past score. A parent without scored history keeps nothing:
its edges hold from the beginning. What was known of too little for a score is history as well: it was said how much.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.backends.utils import CursorWrapper

from hoshin.base import clock
from hoshin.base.periods import Period
from hoshin.scorecards.desired_edges import DESIRED_EDGES
from hoshin.scorecards.edge_history import keep_before, rewrite_past, said_again
from hoshin.scorecards.models import Edge
from hoshin.scorecards.placements import sync_placements
from hoshin.strategy.events import SaidAgain
from hoshin.strategy.models import Plan


@dataclass(frozen=True, slots=True)
class StructureChange:
    """Parents whose children or weights changed, and from which day (None: from the beginning).

    Nodes that were `added` have no score yet in any period, also where they count from that day on.
    """

    parents: frozenset[int]
    since: date | None
    added: frozenset[int]


_KEYS = ("perspective_id", "objective_id", "measure_id", "unit_id")

_HOLDERS = """holders AS (
    SELECT DISTINCT measure_id, unit_id FROM measures_actual
    WHERE unit_id IS NOT NULL AND superseded_at IS NULL AND measure_id IN (SELECT id FROM plan_measures)
    UNION
    SELECT DISTINCT measure_id, unit_id FROM measures_target
    WHERE unit_id IS NOT NULL AND measure_id IN (SELECT id FROM plan_measures)
)"""

# Which unit has a scorecard of its own with which objective: what holdings say, for what counts below the objective and
# for the units between the holder and the top. The one unit at the very top is the whole, which has the plan's scores.
_HELD_OBJECTIVES = """whole AS (
    SELECT min(id) AS id FROM org_unit WHERE parent_id IS NULL HAVING count(*) = 1
), said AS (
    SELECT id, objective_id, unit_id, with_below FROM strategy_holding WHERE plan_id = %(plan)s
), reached AS (
    SELECT id AS holding, unit_id, with_below FROM said
    UNION
    SELECT r.holding, u.id, true FROM reached r JOIN org_unit u ON u.parent_id = r.unit_id WHERE r.with_below
), holding_units AS (
    SELECT r.holding, r.unit_id FROM reached r
    UNION
    SELECT h.holding, u.parent_id FROM holding_units h JOIN org_unit u ON u.id = h.unit_id
    WHERE u.parent_id IS NOT NULL
), counted AS (
    SELECT s.id AS holding, o.id AS objective_id FROM said s
    JOIN plan_objectives o ON o.unit_id IS NULL AND (s.objective_id IS NULL OR o.id = s.objective_id)
    UNION
    SELECT f.holding, c.objective_id FROM counted f
    JOIN strategy_contribution c ON c.parent_id = f.objective_id AND c.kind = 'contributes'
    JOIN plan_objectives o ON o.id = c.objective_id AND o.unit_id IS NULL
), held_objective AS (
    SELECT DISTINCT f.objective_id, h.unit_id FROM counted f JOIN holding_units h ON h.holding = f.holding
    WHERE NOT EXISTS (SELECT 1 FROM whole WHERE whole.id = h.unit_id)
)"""

_DESIRED_NODES = f"""
WITH RECURSIVE plan_objectives AS (
    SELECT id, perspective_id, unit_id FROM strategy_objective WHERE plan_id = %(plan)s AND removed_on IS NULL
), plan_measures AS (
    SELECT DISTINCT c.measure_id AS id FROM strategy_contribution c JOIN plan_objectives o ON o.id = c.parent_id
    WHERE c.measure_id IS NOT NULL
), {_HELD_OBJECTIVES}, {_HOLDERS}, held AS (
    SELECT h.measure_id, h.unit_id FROM holders h
    UNION
    SELECT c.measure_id, h.unit_id FROM held_objective h
    JOIN strategy_contribution c ON c.parent_id = h.objective_id AND c.kind = 'contributes'
    WHERE c.measure_id IS NOT NULL
    UNION
    SELECT held.measure_id, u.parent_id FROM held
    JOIN org_unit u ON u.id = held.unit_id
    JOIN org_unit above ON above.id = u.parent_id
    JOIN measures_measure m ON m.id = held.measure_id
    WHERE above.parent_id IS NOT NULL AND u.parent_id IS DISTINCT FROM m.unit_id
)
SELECT 'plan', NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint
UNION ALL SELECT 'perspective', id, NULL, NULL, NULL FROM strategy_perspective
    WHERE plan_id = %(plan)s AND removed_on IS NULL
UNION ALL SELECT 'objective', NULL, id, NULL, NULL FROM plan_objectives
UNION ALL SELECT 'measure', NULL, NULL, id, NULL FROM plan_measures
UNION ALL SELECT 'measure', NULL, NULL, measure_id, unit_id FROM held
UNION ALL SELECT DISTINCT 'unit', NULL::bigint, NULL::bigint, NULL::bigint, unit_id
    FROM plan_objectives WHERE unit_id IS NOT NULL
UNION ALL SELECT DISTINCT 'perspective', perspective_id, NULL::bigint, NULL::bigint, unit_id
    FROM plan_objectives WHERE unit_id IS NOT NULL AND perspective_id IS NOT NULL
UNION ALL SELECT 'objective', NULL, objective_id, NULL, unit_id FROM held_objective
UNION SELECT 'unit', NULL, NULL, NULL, unit_id FROM held_objective
UNION SELECT 'perspective', o.perspective_id, NULL, NULL, h.unit_id
    FROM held_objective h JOIN plan_objectives o ON o.id = h.objective_id WHERE o.perspective_id IS NOT NULL
"""

# The units that hold a measure which counts or counted, and those above them, wherever they ever stood.
_HELD_EVER = f"""
CREATE TEMP TABLE held_ever ON COMMIT DROP AS
WITH RECURSIVE plan_measures AS (
    SELECT measure_id AS id FROM scorecards_node WHERE plan_id = %(plan)s AND kind = 'measure' AND unit_id IS NULL
), {_HOLDERS}, held AS (
    SELECT h.measure_id, h.unit_id FROM holders h
    UNION
    SELECT held.measure_id, p.parent_id FROM held
    JOIN scorecards_placement p ON p.unit_id = held.unit_id AND p.plan_id = %(plan)s
    JOIN org_unit above ON above.id = p.parent_id
    JOIN measures_measure m ON m.id = held.measure_id
    WHERE above.parent_id IS NOT NULL AND p.parent_id IS DISTINCT FROM m.unit_id
)
SELECT measure_id, unit_id FROM held
"""

_HAS_HISTORY = """
SELECT 1 FROM scorecards_score s WHERE s.node_id = t.parent AND s.period < %(since)s
    AND (s.score IS NOT NULL OR s.coverage > 0)
"""


_WAY = ("weight", "is_critical", "aggregator", "kth")


def _way(table: str) -> str:
    """The columns that say in which way a child counts, of a table or an alias."""
    return ", ".join(f"{table}.{column}" for column in _WAY)


def sync_structure(plan: Plan, effective_on: date | None = None, again: Collection[SaidAgain] = ()) -> StructureChange:
    """Bring nodes and edges in line with the plan as it stands; say which parents changed and since when.

    A change takes effect with the period of the plan in which `effective_on` (default: today) lies. `again`: what was said
    as it is, to hold from that day as well.
    """
    since = Period.containing(effective_on or clock.today(), plan.period_frequency).start
    is_past = since < Period.containing(clock.today(), plan.period_frequency).start
    with connection.cursor() as cursor:
        sync_placements(cursor, plan, since)
        added = _sync_nodes(cursor, plan)
        # The nodes are joined a dozen times, and what changed is applied by several statements, the first of which change
        # what it is found by: each lies in a table of this transaction.
        cursor.execute("DROP TABLE IF EXISTS own_node, desired_edge, changed_edge")
        cursor.execute(
            "CREATE TEMP TABLE own_node ON COMMIT DROP AS "
            "SELECT * FROM scorecards_node WHERE plan_id = %s AND is_active",
            [plan.pk],
        )
        cursor.execute("ANALYZE own_node")
        # Tables that were filled a moment ago have no statistics: without this the planner may choose loops in loops.
        # A loop that cannot be avoided is then priced so high that the query would be compiled first: hence without jit.
        cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL jit = off")
        cursor.execute(f"CREATE TEMP TABLE desired_edge ON COMMIT DROP AS {DESIRED_EDGES}", {"plan": plan.pk})
        cursor.execute("ANALYZE desired_edge")
        _find_changed(cursor, plan, since, again)
        cursor.execute("SET LOCAL enable_nestloop = on")
        cursor.execute("SELECT array_agg(DISTINCT parent), bool_and(keeps) FROM changed_edge")
        parents, all_keep = cursor.fetchone()
        if parents:
            keep_before(cursor)
            if is_past:
                rewrite_past(cursor, since)
            _apply(cursor, since)
        _forget_nodes(cursor, plan)
    return StructureChange(frozenset(parents or ()), since if all_keep else None, added)


def _find_changed(cursor: CursorWrapper, plan: Plan, since: date, again: Collection[SaidAgain]) -> None:
    """The pairs that count otherwise than their open edges say, or of which was said again how, as `changed_edge`."""
    cursor.execute(
        f"""
        CREATE TEMP TABLE changed_edge ON COMMIT DROP AS
        SELECT t.*, EXISTS ({_HAS_HISTORY}) AS keeps FROM (
            SELECT coalesce(d.parent, e.parent_id) AS parent, coalesce(d.child, e.child_id) AS child, {_way("d")},
                d.parent IS NOT NULL AND e.id IS NOT NULL AS counts_on,
                d.weight IS DISTINCT FROM e.weight OR e.id = ANY(%(weights)s) AS sets_weight,
                d.is_critical IS DISTINCT FROM e.is_critical OR e.id = ANY(%(critical)s) AS sets_critical,
                (d.aggregator, d.kth) IS DISTINCT FROM (e.aggregator, e.kth) OR e.id = ANY(%(roll_ups)s)
                    AS sets_roll_up
            FROM desired_edge d
            FULL JOIN (SELECT e.* FROM scorecards_edge e JOIN scorecards_node n ON n.id = e.parent_id
                       WHERE n.plan_id = %(plan)s AND e.valid_to IS NULL) e
              ON e.parent_id = d.parent AND e.child_id = d.child
            WHERE ({_way("d")}) IS DISTINCT FROM ({_way("e")}) OR (d.parent IS NULL) <> (e.id IS NULL)
                OR e.id = ANY(%(weights)s) OR e.id = ANY(%(critical)s) OR e.id = ANY(%(roll_ups)s)
        ) t
        """,
        {"plan": plan.pk, "since": since, **_said_again(plan, since, again)},
    )


def _said_again(plan: Plan, since: date, again: Collection[SaidAgain]) -> dict[str, list[int]]:
    """The open edges that began after a day, of which was said what holds from that day: by what was said of them."""
    found: dict[str, list[int]] = {"weights": [], "critical": [], "roll_ups": []}
    began_later = Edge.objects.filter(valid_to=None, valid_from__gt=since)
    for one in again:
        as_part, of_parts = said_again(plan, one)
        own = list(began_later.filter(as_part).values_list("pk", flat=True))
        found["weights"] += own if "weight" in one.columns else []
        found["critical"] += own if "is_critical" in one.columns else []
        if one.columns & {"aggregator", "kth"}:
            found["roll_ups"] += began_later.filter(of_parts).values_list("pk", flat=True)
    return found


_SAME_PAIR = "e.parent_id = c.parent AND e.child_id = c.child"


def _apply(cursor: CursorWrapper, since: date) -> None:
    run = cursor.execute
    # Not the open edge alone: a change from an earlier day ends what was to follow on that day as well.
    run(
        f"DELETE FROM scorecards_edge e USING changed_edge c WHERE {_SAME_PAIR} "
        "AND (NOT c.keeps OR coalesce(e.valid_from, '-infinity') >= %s)",
        [since],
    )
    run(
        f"UPDATE scorecards_edge e SET valid_to = %s FROM changed_edge c WHERE {_SAME_PAIR} "
        "AND coalesce(e.valid_to, 'infinity') > %s",
        [since, since],
    )
    run(
        "UPDATE scorecards_edge e SET valid_to = NULL FROM changed_edge c "
        f"WHERE {_SAME_PAIR} AND e.valid_to = %s AND ({_way('e')}) = ({_way('c')}) AND c.keeps",
        [since],
    )
    run(
        f"INSERT INTO scorecards_edge (parent_id, child_id, {', '.join(_WAY)}, valid_from) "
        f"SELECT c.parent, c.child, {_way('c')}, CASE WHEN c.keeps THEN %s::date ELSE (SELECT max(e.valid_to) "
        "FROM scorecards_edge e WHERE e.parent_id = c.parent AND e.child_id = c.child) END FROM changed_edge c "
        "WHERE c.weight IS NOT NULL AND NOT EXISTS (SELECT 1 FROM scorecards_edge e WHERE e.parent_id = c.parent "
        "AND e.child_id = c.child AND e.valid_to IS NULL)",
        [since],
    )


def _sync_nodes(cursor: CursorWrapper, plan: Plan) -> frozenset[int]:
    """Have the nodes that there should be; those that were not there, or did not count."""
    # What there should be is found once, and read by the statement that adds and by the one that takes away.
    cursor.execute("DROP TABLE IF EXISTS desired_node")
    cursor.execute(
        "CREATE TEMP TABLE desired_node (kind varchar, perspective_id bigint, objective_id bigint, "
        "measure_id bigint, unit_id bigint) ON COMMIT DROP"
    )
    cursor.execute(f"INSERT INTO desired_node {_DESIRED_NODES}", {"plan": plan.pk})
    cursor.execute("ANALYZE desired_node")
    cursor.execute(
        "INSERT INTO scorecards_node (plan_id, kind, perspective_id, objective_id, measure_id, unit_id, is_active) "
        "SELECT %s, d.kind, d.perspective_id, d.objective_id, d.measure_id, d.unit_id, true FROM desired_node d "
        "ON CONFLICT (plan_id, kind, perspective_id, objective_id, measure_id, unit_id) "
        "DO UPDATE SET is_active = true WHERE NOT scorecards_node.is_active RETURNING id",
        [plan.pk],
    )
    added = cursor.fetchall()
    cursor.execute(
        "UPDATE scorecards_node SET is_active = false WHERE id IN (SELECT n.id FROM scorecards_node n "
        "LEFT JOIN desired_node d ON d.kind = n.kind AND "
        + " AND ".join(f"coalesce(d.{key}, 0) = coalesce(n.{key}, 0)" for key in _KEYS)
        + " WHERE n.plan_id = %s AND n.is_active AND d.kind IS NULL)",
        [plan.pk],
    )
    # Kept for `_forget_nodes`, at the end.
    cursor.execute("DROP TABLE IF EXISTS held_ever")
    cursor.execute(_HELD_EVER, {"plan": plan.pk})
    cursor.execute(
        "INSERT INTO scorecards_node (plan_id, kind, measure_id, unit_id, is_active) "
        "SELECT %s, 'measure', measure_id, unit_id, false FROM held_ever "
        "ON CONFLICT (plan_id, kind, perspective_id, objective_id, measure_id, unit_id) DO NOTHING RETURNING id",
        [plan.pk],
    )
    return frozenset(node for (node,) in [*added, *cursor.fetchall()])


def _forget_nodes(cursor: CursorWrapper, plan: Plan) -> None:
    """Remove nodes that count no more and that no past score rests on."""
    cursor.execute(
        "SELECT n.id FROM scorecards_node n WHERE n.plan_id = %s AND NOT n.is_active "
        "AND NOT EXISTS (SELECT 1 FROM scorecards_edge e WHERE e.parent_id = n.id) "
        "AND NOT EXISTS (SELECT 1 FROM scorecards_edge e WHERE e.child_id = n.id) "
        "AND NOT EXISTS (SELECT 1 FROM held_ever h WHERE h.measure_id = n.measure_id AND h.unit_id = n.unit_id) "
        "AND NOT EXISTS (SELECT 1 FROM scorecards_statusoverride o WHERE o.node_id = n.id) "
        "AND NOT EXISTS (SELECT 1 FROM scorecards_score s WHERE s.node_id = n.id "
        "AND (s.score IS NOT NULL OR s.value IS NOT NULL OR s.closed_status IS NOT NULL))",
        [plan.pk],
    )
    nodes = [row[0] for row in cursor.fetchall()]
    cursor.execute("DELETE FROM scorecards_score WHERE node_id = ANY(%s)", [nodes])
    cursor.execute(
        "DELETE FROM scorecards_edgebefore WHERE parent_id = ANY(%(nodes)s) OR child_id = ANY(%(nodes)s)",
        {"nodes": nodes},
    )
    cursor.execute("DELETE FROM scorecards_node WHERE id = ANY(%s)", [nodes])


def plans_lacking_nodes(measure_ids: frozenset[int]) -> frozenset[int]:
    """Plans in which a unit now holds one of these measures without a node of its own."""
    with connection.cursor() as cursor:
        # EXCEPT compares the pairs at once, whatever the planner knows of rows that were written a moment ago.
        cursor.execute(
            "SELECT DISTINCT plan_id FROM ("
            "SELECT n.plan_id, h.measure_id, h.unit_id FROM (SELECT DISTINCT measure_id, unit_id FROM measures_actual "
            "WHERE measure_id = ANY(%(measures)s) AND unit_id IS NOT NULL AND superseded_at IS NULL) h "
            "JOIN scorecards_node n ON n.measure_id = h.measure_id AND n.unit_id IS NULL AND n.is_active "
            "EXCEPT SELECT plan_id, measure_id, unit_id FROM scorecards_node "
            "WHERE measure_id = ANY(%(measures)s) AND unit_id IS NOT NULL AND is_active) lacking",
            {"measures": list(measure_ids)},
        )
        return frozenset(row[0] for row in cursor.fetchall())
