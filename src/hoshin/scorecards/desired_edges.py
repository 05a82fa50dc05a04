"""What counts for what in a plan as it stands, and in which way, as SQL, among the nodes in `own_node`.

The whole and each unit that holds objectives have the same shape: what counts for an objective of the whole counts for it
on the scorecard of a unit with that unit's node, and with that unit's weight where it has one.

What a NOT EXISTS asks of the row outside stands in its WHERE: in a JOIN, the database would look at all nodes for each row.
"""

from hoshin.scorecards.assembly.aggregators import CODES

# The whole: nodes without a unit. MATERIALIZED: what serves something is found once, and asked twice.
_OF_THE_WHOLE = """
WITH serving AS MATERIALIZED (
    SELECT DISTINCT c.objective_id AS id FROM strategy_contribution c
    JOIN strategy_objective o ON o.id = c.objective_id
    WHERE o.plan_id = %(plan)s AND c.kind = 'contributes'
), held_serving AS MATERIALIZED (
    SELECT DISTINCT child.id FROM strategy_contribution c
    JOIN own_node parent ON parent.objective_id = c.parent_id AND parent.unit_id IS NOT NULL
    JOIN own_node child ON child.objective_id = c.objective_id AND child.unit_id = parent.unit_id
    WHERE c.kind = 'contributes'
)
SELECT parent.id AS parent, child.id AS child, p.weight AS weight, p.is_critical AS is_critical
    FROM strategy_perspective p
    JOIN own_node child ON child.perspective_id = p.id AND child.unit_id IS NULL
    JOIN own_node parent ON parent.kind = 'plan'
UNION ALL SELECT parent.id, child.id, o.weight, o.is_critical
    FROM strategy_objective o
    JOIN own_node child ON child.objective_id = o.id AND child.unit_id IS NULL
    JOIN own_node parent ON parent.perspective_id = o.perspective_id AND parent.unit_id IS NULL
    WHERE o.id NOT IN (SELECT id FROM serving)
UNION ALL SELECT parent.id, child.id, o.weight, o.is_critical
    FROM strategy_objective o
    JOIN own_node child ON child.objective_id = o.id AND child.unit_id IS NULL
    JOIN own_node parent ON parent.kind = 'plan'
    WHERE o.perspective_id IS NULL AND o.id NOT IN (SELECT id FROM serving)
      AND NOT EXISTS (SELECT 1 FROM strategy_perspective WHERE plan_id = %(plan)s AND removed_on IS NULL)
UNION ALL SELECT parent.id, child.id, c.weight, c.is_critical
    FROM strategy_contribution c
    JOIN own_node parent ON parent.objective_id = c.parent_id AND parent.unit_id IS NULL
    JOIN own_node child ON child.objective_id = c.objective_id AND child.unit_id IS NULL
    WHERE c.kind = 'contributes'
UNION ALL SELECT parent.id, child.id, c.weight, c.is_critical
    FROM strategy_contribution c
    JOIN own_node parent ON parent.objective_id = c.parent_id AND parent.unit_id IS NULL
    JOIN own_node child ON child.measure_id = c.measure_id AND child.unit_id IS NULL
    WHERE c.kind = 'contributes'
UNION ALL SELECT coalesce(above.id, top.id), child.id, 1.0, false
    FROM own_node child
    JOIN measures_measure m ON m.id = child.measure_id AND m.roll_up = 'score'
    JOIN org_unit u ON u.id = child.unit_id
    JOIN own_node top ON top.measure_id = m.id AND top.unit_id IS NULL
    LEFT JOIN own_node above ON above.measure_id = m.id AND above.unit_id = u.parent_id
    WHERE child.kind = 'measure'
"""

# The scorecard of a unit: its perspectives, the objectives that belong to it, and those that it holds with what serves
# them, among which stand objectives of its own.
_OF_UNITS = """
UNION ALL SELECT parent.id, child.id, coalesce(w.weight, p.weight), p.is_critical
    FROM own_node child
    JOIN strategy_perspective p ON p.id = child.perspective_id
    JOIN own_node parent ON parent.kind = 'unit' AND parent.unit_id = child.unit_id
    LEFT JOIN strategy_unitweight w ON w.perspective_id = p.id AND w.unit_id = child.unit_id
    WHERE child.kind = 'perspective'
UNION ALL SELECT parent.id, child.id, o.weight, o.is_critical
    FROM strategy_objective o
    JOIN own_node child ON child.objective_id = o.id AND child.unit_id IS NULL
    JOIN own_node parent ON parent.unit_id = o.unit_id
     AND parent.kind = CASE WHEN o.perspective_id IS NULL THEN 'unit' ELSE 'perspective' END
     AND parent.perspective_id IS NOT DISTINCT FROM o.perspective_id
    WHERE NOT EXISTS (SELECT 1 FROM strategy_contribution c
        JOIN own_node held ON held.objective_id = c.parent_id
        WHERE held.unit_id = o.unit_id AND c.objective_id = o.id AND c.kind = 'contributes')
UNION ALL SELECT parent.id, child.id, coalesce(w.weight, o.weight), o.is_critical
    FROM own_node child
    JOIN strategy_objective o ON o.id = child.objective_id
    JOIN own_node parent ON parent.unit_id = child.unit_id
     AND parent.kind = CASE WHEN o.perspective_id IS NULL THEN 'unit' ELSE 'perspective' END
     AND coalesce(parent.perspective_id, 0) = coalesce(o.perspective_id, 0)
    LEFT JOIN strategy_unitweight w ON w.objective_id = o.id AND w.unit_id = child.unit_id
    WHERE child.kind = 'objective' AND child.unit_id IS NOT NULL AND child.id NOT IN (SELECT id FROM held_serving)
UNION ALL SELECT parent.id, child.id, coalesce(w.weight, c.weight), c.is_critical
    FROM strategy_contribution c
    JOIN own_node parent ON parent.objective_id = c.parent_id AND parent.unit_id IS NOT NULL
    JOIN own_node child ON child.objective_id = c.objective_id AND child.unit_id = parent.unit_id
    LEFT JOIN strategy_unitweight w ON w.contribution_id = c.id AND w.unit_id = parent.unit_id
    WHERE c.kind = 'contributes'
UNION ALL SELECT parent.id, child.id, c.weight, c.is_critical
    FROM strategy_contribution c
    JOIN strategy_objective o ON o.id = c.objective_id
    JOIN own_node parent ON parent.objective_id = c.parent_id AND parent.unit_id = o.unit_id
    JOIN own_node child ON child.objective_id = c.objective_id AND child.unit_id IS NULL
    WHERE c.kind = 'contributes'
UNION ALL SELECT parent.id, child.id, coalesce(w.weight, c.weight), c.is_critical
    FROM strategy_contribution c
    JOIN own_node parent ON parent.objective_id = c.parent_id AND parent.unit_id IS NOT NULL
    JOIN own_node child ON child.measure_id = c.measure_id AND child.unit_id = parent.unit_id
    LEFT JOIN strategy_unitweight w ON w.contribution_id = c.id AND w.unit_id = parent.unit_id
    WHERE c.kind = 'contributes'
"""

_NUMBERS = " ".join(f"WHEN '{word}' THEN {number}" for word, number in CODES.items())

# How each node rolls up: as its objective, its perspective or the plan says; units that are scored one by one by a mean.
_ROLLING_UP = f"""
SELECT n.id, CASE coalesce(o.aggregator, p.aggregator, whole.aggregator, 'mean') {_NUMBERS} END AS aggregator,
       CASE coalesce(o.aggregator, p.aggregator, whole.aggregator) WHEN 'kth_worst'
            THEN coalesce(o.kth, p.kth, whole.kth) ELSE 0 END AS kth
FROM own_node n
LEFT JOIN strategy_objective o ON o.id = n.objective_id
LEFT JOIN strategy_perspective p ON p.id = n.perspective_id
LEFT JOIN strategy_plan whole ON whole.id = n.plan_id AND n.kind IN ('plan', 'unit')
"""

DESIRED_EDGES = f"""
SELECT e.parent, e.child, e.weight, e.is_critical, rolls.aggregator, rolls.kth
FROM ({_OF_THE_WHOLE}{_OF_UNITS}) e JOIN ({_ROLLING_UP}) rolls ON rolls.id = e.parent
"""
