"""Keeps what people's goals serve in the end: the weights of each unit's people by objective of the plan, and goals adrift.

A page cannot add up a hundred thousand goals; that answer must lie ready. The trail has written both states of every row
by the time this is called, in the same transaction, so that whoever changed something need not say what it was: what
changed, and all below it, is found from there. Of the units whose people own any of it everything is added up again, never
by a difference, so that nothing can drift. Where that is very much, it is done for the plan as a whole.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from hoshin.audit.services import running_act
from hoshin.audit.together import require_own_act
from hoshin.base.events import publish, waits
from hoshin.okrs.events import AlignmentOutdated
from hoshin.okrs.models import AdriftGoal, AlignedWeight
from hoshin.okrs.selectors.gaps import active_goals, goals_adrift, goals_adrift_in
from hoshin.okrs.services.loads import count_all_goals, count_goals_of
from hoshin.org.models import Unit
from hoshin.strategy.locks import hold_plans, hold_structure
from hoshin.strategy.models import Objective, Plan

# From so many objectives on, all of a plan is less work than looking for what is below each.
MANY = 2_000
# Sums of the same weights in another order differ by less.
_ALIKE = 1e-6
# Each person counts 1, shared over their goals by weight. The first step goes from goals to what they serve, summed for
# each unit: what is left to follow upwards is few, however many goals there are. A share goes on by the weights of what an
# objective serves in turn, and ends where one serves nothing more. What did not end in a perspective serves nothing.
_WEIGHTS = """
WITH RECURSIVE goals AS MATERIALIZED (
    SELECT o.id, o.owner_id, o.weight AS own, p.unit_id
    FROM okrs_commitment c
    JOIN strategy_objective o ON o.id = c.objective_id
    JOIN org_person p ON p.id = o.owner_id
    WHERE NOT c.is_draft AND c.archived_on IS NULL AND o.removed_on IS NULL AND o.plan_id = %(plan)s AND o.unit_id IS NULL
      AND {chosen}
), links AS MATERIALIZED (
    SELECT g.id, t.parent_id, t.weight FROM goals g
    JOIN strategy_contribution t ON t.objective_id = g.id AND t.kind = 'contributes'
), weighed AS (
    SELECT g.id, g.unit_id, g.owner_id, coalesce(sum(k.weight), 0) AS tied,
           CASE WHEN coalesce(sum(k.weight), 0) > 0 THEN sum(k.weight) ELSE g.own END AS weight
    FROM goals g LEFT JOIN links k ON k.id = g.id GROUP BY g.id, g.unit_id, g.owner_id, g.own
), shared AS MATERIALIZED (
    SELECT id, unit_id, owner_id, tied, weight / nullif(sum(weight) OVER (PARTITION BY owner_id), 0) AS share FROM weighed
), upwards(unit_id, objective_id, share, step) AS (
    SELECT * FROM (
        SELECT s.unit_id, k.parent_id, sum(s.share * k.weight / s.tied), 1
        FROM shared s JOIN links k ON k.id = s.id WHERE s.tied > 0 GROUP BY s.unit_id, k.parent_id
    ) begun
    UNION ALL
    SELECT u.unit_id, t.parent_id, u.share * t.weight / nullif(total.weight, 0), u.step + 1
    FROM upwards u
    JOIN strategy_contribution t ON t.objective_id = u.objective_id AND t.kind = 'contributes'
    CROSS JOIN LATERAL (
        SELECT sum(weight) AS weight FROM strategy_contribution WHERE objective_id = u.objective_id AND kind = 'contributes'
    ) total
    WHERE u.step < 32
), arrived AS MATERIALIZED (
    SELECT u.unit_id, u.objective_id, sum(u.share) AS weight FROM upwards u
    JOIN strategy_objective o ON o.id = u.objective_id AND o.perspective_id IS NOT NULL
    WHERE NOT EXISTS (SELECT FROM strategy_contribution t WHERE t.objective_id = u.objective_id AND t.kind = 'contributes')
    GROUP BY u.unit_id, u.objective_id
), people AS (
    SELECT unit_id, count(DISTINCT owner_id)::float AS count FROM shared GROUP BY unit_id
), served AS (
    SELECT unit_id, sum(weight) AS weight FROM arrived GROUP BY unit_id
)
SELECT %(plan)s, unit_id, objective_id, weight FROM arrived WHERE weight IS NOT NULL
UNION ALL
SELECT %(plan)s, p.unit_id, NULL, p.count - coalesce(s.weight, 0)
FROM people p LEFT JOIN served s ON s.unit_id IS NOT DISTINCT FROM p.unit_id
"""
_KEEP = "INSERT INTO okrs_alignedweight (plan_id, unit_id, objective_id, weight) "
_OF_UNITS = "(p.unit_id = ANY(%(units)s) OR %(is_in_none)s AND p.unit_id IS NULL)"
_FORGET = "DELETE FROM okrs_alignedweight p WHERE p.plan_id = %(plan)s AND {chosen}"
# What the running change did to goals, to what serves what, and to where people work. Columns that nothing follows from are
# left out: a goal is touched by every change of its key results.
_CHANGED = """
WITH entry AS MATERIALIZED (
    SELECT "table", "row" AS id, operation, before, after FROM audit_entry
    WHERE change_id = %(change)s AND (
        "table" = 'okrs_commitment' AND (operation <> 'U' OR before ?| '{is_draft,archived_on,objective_id}')
        OR "table" = 'strategy_contribution' AND (operation <> 'U' OR before ?| '{weight,kind,parent_id,objective_id}')
        OR "table" = 'strategy_objective'
            AND (operation <> 'U' OR before ?| '{owner_id,unit_id,weight,plan_id,perspective_id,removed_on}')
        OR "table" = 'org_person' AND before ? 'unit_id'
    )
), objectives AS (
    SELECT id FROM entry WHERE "table" = 'strategy_objective'
    UNION SELECT c.objective_id FROM entry e JOIN okrs_commitment c ON c.id = e.id WHERE e."table" = 'okrs_commitment'
    UNION SELECT t.objective_id FROM entry e JOIN strategy_contribution t ON t.id = e.id
        WHERE e."table" = 'strategy_contribution'
    UNION SELECT (before->>'objective_id')::bigint FROM entry WHERE "table" IN ('okrs_commitment', 'strategy_contribution')
), people AS (
    SELECT id FROM entry WHERE "table" = 'org_person'
    UNION SELECT (before->>'owner_id')::bigint FROM entry WHERE "table" = 'strategy_objective'
), units AS (
    SELECT (before->>'unit_id')::bigint AS id FROM entry WHERE "table" = 'org_person'
    UNION SELECT p.unit_id FROM people it JOIN org_person p ON p.id = it.id
)
SELECT ARRAY(SELECT id FROM objectives WHERE id IS NOT NULL), ARRAY(SELECT id FROM people WHERE id IS NOT NULL),
       ARRAY(SELECT coalesce(id, 0) FROM units),
       ARRAY(SELECT DISTINCT coalesce(before->>'plan_id', after->>'plan_id')::bigint FROM entry
             WHERE "table" = 'strategy_objective' AND coalesce(before ? 'plan_id', after ? 'plan_id')),
       EXISTS (SELECT FROM entry WHERE "table" = 'org_person')
"""
_BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT unnest(%(objectives)s::bigint[])
    UNION SELECT t.objective_id FROM below JOIN strategy_contribution t ON t.parent_id = below.id
    WHERE t.objective_id IS NOT NULL
)
SELECT id FROM below LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class _Changed:
    """What the running change touched: objectives, people who own or owned any or moved, the units of these (0: none)."""

    objectives: frozenset[int]
    people: frozenset[int]
    units: frozenset[int]
    plans: frozenset[int]
    has_moved: bool


def note_changes(news: Sequence[Any]) -> None:
    """Have it looked once, after whatever else follows from the news of this step, whether anything lines up otherwise."""
    if not waits(AlignmentOutdated()):
        publish(AlignmentOutdated())


def follow_changes(news: Sequence[AlignmentOutdated]) -> None:
    """Bring weights and goals adrift in step with what the running change did."""
    require_own_act()
    changed = _changed()
    if not (changed.objectives or changed.people):
        return
    if changed.has_moved:
        # Whoever writes a first goal of theirs at this moment found them where they were.
        hold_plans()
    owned = Objective.everything.filter(owner__in=changed.people) if changed.people else Objective.everything.none()
    plans = set(owned.order_by().values_list("plan_id", flat=True).distinct()) | changed.plans
    if changed.objectives:
        known = Objective.everything.filter(pk__in=changed.objectives).order_by()
        plans |= set(known.values_list("plan_id", flat=True).distinct())
    for plan in Plan.objects.filter(pk__in=plans).order_by("pk"):
        hold_structure(plan)
        _follow(plan, changed)
    _count(changed)


def line_up(plan: Plan) -> None:
    """Add everything of a plan up again."""
    AlignedWeight.objects.filter(plan=plan).delete()
    AdriftGoal.objects.filter(objective__plan=plan).delete()
    with connection.cursor() as cursor:
        cursor.execute(_KEEP + _WEIGHTS.format(chosen="true"), {"plan": plan.pk})
    _keep_adrift(goals_adrift_in(plan))


def differing_units(plan: Plan) -> list[str]:
    """The codes of units (a dash: of none) whose weights differ from those that are found when everything is added up."""
    with connection.cursor() as cursor:
        cursor.execute(_WEIGHTS.format(chosen="true"), {"plan": plan.pk})
        found = {(unit, objective): weight for _, unit, objective, weight in cursor.fetchall()}
    rows = AlignedWeight.objects.filter(plan=plan)
    stored = {(unit, objective): weight for unit, objective, weight in rows.values_list("unit", "objective", "weight")}
    keys = found.keys() | stored.keys()
    differing = {key[0] for key in keys if abs(found.get(key, -1.0) - stored.get(key, -1.0)) > _ALIKE}
    codes = dict(Unit.objects.filter(pk__in=[unit for unit in differing if unit]).values_list("pk", "code"))
    return [codes[unit] if unit else "-" for unit in differing]


def differing_goals(plan: Plan) -> list[str]:
    """The codes of goals that are held for adrift and are not, or the other way round."""
    stored = set(AdriftGoal.objects.filter(objective__plan=plan).values_list("objective_id", flat=True))
    differing = Objective.everything.filter(pk__in=stored ^ goals_adrift_in(plan))
    return list(differing.values_list("code", flat=True))


def _changed() -> _Changed:
    running = running_act()
    assert running is not None, "news are heard within an act"
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, {"change": running.id})
        *found, has_moved = cursor.fetchone()
    objectives, people, units, plans = map(frozenset, found)
    return _Changed(objectives, people, units, plans, has_moved)


def _follow(plan: Plan, changed: _Changed) -> None:
    below = _below(changed.objectives)
    if len(below) > MANY or len(changed.people) > MANY:
        line_up(plan)
        return
    owners = Objective.everything.filter(pk__in=below, plan=plan, owner__isnull=False).order_by()
    units = changed.units | {unit or 0 for unit in owners.values_list("owner__unit_id", flat=True).distinct()}
    _add_up(plan, units)
    AdriftGoal.objects.filter(objective__in=below, objective__plan=plan).delete()
    active = active_goals().filter(objective__in=below, objective__plan=plan)
    _keep_adrift(goals_adrift(list(active.values_list("objective_id", flat=True))))


def _count(changed: _Changed) -> None:
    owners = Objective.everything.filter(pk__in=changed.objectives, owner__isnull=False).order_by()
    people = changed.people | set(owners.values_list("owner_id", flat=True))
    if len(people) > MANY:
        count_all_goals()
    else:
        count_goals_of(people)


def _below(objectives: Collection[int]) -> set[int]:
    """These objectives and all that serves them, at whatever distance; no more than one over MANY."""
    if not objectives or len(objectives) > MANY:
        return set(objectives)
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, {"objectives": list(objectives), "most": MANY + 1})
        return {number for (number,) in cursor.fetchall()}


def _add_up(plan: Plan, units: Collection[int]) -> None:
    values: dict[str, Any] = {"plan": plan.pk, "units": [unit for unit in units if unit], "is_in_none": 0 in units}
    with connection.cursor() as cursor:
        cursor.execute(_FORGET.format(chosen=_OF_UNITS), values)
        cursor.execute(_KEEP + _WEIGHTS.format(chosen=_OF_UNITS), values)


def _keep_adrift(objectives: Iterable[int]) -> None:
    AdriftGoal.objects.bulk_create([AdriftGoal(objective_id=number) for number in sorted(objectives)], batch_size=5000)
