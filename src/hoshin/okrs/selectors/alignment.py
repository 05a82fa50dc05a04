"""How goals line up with the plan: as a tree that is read level by level, and which share of people's weight serves what.

Shares are summed by the database over goals that count; nothing of a whole table comes into Python.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Sum

from hoshin.accounts.access import Actor, Right, require
from hoshin.okrs.models import Commitment
from hoshin.org.models import Unit
from hoshin.org.policies import units_visible_to
from hoshin.strategy.models import Contribution, Objective, Plan
from hoshin.strategy.policies import contributions_visible_to, objectives_visible_to

LEVEL = 50


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """An objective in the tree: the share 0–1 of the weight of what it serves here, and how many serve it."""

    objective: Objective
    share: float | None
    counts: bool
    children: int
    is_goal: bool
    is_draft: bool


@dataclass(frozen=True, slots=True)
class AlignedLevel:
    """What serves one objective, in order; `hidden` is how many more do that one may not see, of all pages together."""

    rows: list[AlignedRow] = field(default_factory=list)
    hidden: int = 0
    has_more: bool = False


def strategic_objectives(actor: Actor, plan: Plan) -> AlignedLevel:
    """Objectives of the plan's perspectives that serve no other, in order: where the tree begins. Three queries."""
    serving_others = Contribution.objects.filter(objective=OuterRef("pk"), kind=Contribution.Kind.CONTRIBUTES)
    rows = objectives_visible_to(actor).filter(~Exists(serving_others), plan=plan, perspective__isnull=False)
    found = list(rows.select_related("owner", "unit").order_by("perspective__position", "position", "id")[:500])
    return AlignedLevel(_rows(found, {one.pk: (None, True) for one in found}))


def serving(actor: Actor, parent: Objective, *, skip: int = 0) -> AlignedLevel:
    """Objectives that serve another and the actor may see, LEVEL at most. Five queries, however many there are."""
    wanted = Q(parent=parent, objective__isnull=False, objective__removed_on=None)
    below, seen = Contribution.objects.filter(wanted), contributions_visible_to(actor).filter(wanted)
    rows = list(seen.select_related("objective__owner", "objective__unit")[skip : skip + LEVEL + 1])
    counts = Q(kind=Contribution.Kind.CONTRIBUTES)
    total = Contribution.objects.filter(counts, parent=parent).aggregate(total=Sum("weight"))["total"] or 0.0
    shares, children = dict[int, tuple[float | None, bool]](), list[Objective]()
    for row in rows[:LEVEL]:
        assert row.objective is not None, "asked for with an objective"
        is_counted = row.kind == Contribution.Kind.CONTRIBUTES
        shares[row.objective.pk] = (row.weight / total if is_counted and total > 0 else None, is_counted)
        children.append(row.objective)
    hidden = 0 if actor.has(Right.SEE_PRIVATE) else below.count() - seen.count()
    return AlignedLevel(_rows(children, shares), hidden, len(rows) > LEVEL)


def _rows(objectives: Collection[Objective], shares: dict[int, tuple[float | None, bool]]) -> list[AlignedRow]:
    numbers = [one.pk for one in objectives]
    below = Contribution.objects.filter(parent__in=numbers, objective__removed_on=None, objective__isnull=False)
    counts = dict(below.order_by().values_list("parent").annotate(count=Count("pk")))
    drafts = dict(Commitment.objects.filter(objective__in=numbers).values_list("objective", "is_draft"))
    return [
        AlignedRow(one, *shares[one.pk], counts.get(one.pk, 0), one.pk in drafts, drafts.get(one.pk, False))
        for one in objectives
    ]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A unit with all below it (None: people in no unit): its people with goals, and the shares 0–1 of their weight.

    `shares` are by objective of the plan; `hidden` serves objectives that one may not see, `nowhere` serves none.
    """

    unit: Unit | None
    is_alone: bool
    people: int
    shares: dict[int, float]
    hidden: float
    nowhere: float


@dataclass(frozen=True, slots=True)
class AlignmentMatrix:
    """Units side by side, and the objectives of the plan's perspectives."""

    objectives: list[Objective]
    rows: list[MatrixRow]


# Each person counts 1, shared over their goals by weight. The first step goes from goals to what they serve, summed for
# each unit: what is left to follow upwards is few, however many goals there are. A share goes on by the weights of what an
# objective serves in turn, and ends where one serves nothing more.
_SHARES = """
WITH RECURSIVE goals AS MATERIALIZED (
    SELECT o.id, o.owner_id, o.weight AS own,
           CASE WHEN l.line IS NULL THEN NULL ELSE coalesce(l.line[%(depth)s + 1], l.line[%(depth)s]) END AS unit_id
    FROM okrs_commitment c
    JOIN strategy_objective o ON o.id = c.objective_id
    JOIN org_person p ON p.id = o.owner_id
    LEFT JOIN org_unitline l ON l.unit_id = p.unit_id AND l.valid_to IS NULL
    WHERE NOT c.is_draft AND c.archived_on IS NULL AND o.removed_on IS NULL AND o.plan_id = %(plan)s AND o.unit_id IS NULL
      AND (%(unit)s::bigint IS NULL OR l.line[%(depth)s] = %(unit)s)
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
)
SELECT unit_id, NULL::bigint, count(DISTINCT owner_id)::float FROM shared GROUP BY unit_id
UNION ALL
SELECT u.unit_id, u.objective_id, sum(u.share) FROM upwards u
JOIN strategy_objective o ON o.id = u.objective_id AND o.perspective_id IS NOT NULL
WHERE NOT EXISTS (SELECT FROM strategy_contribution t WHERE t.objective_id = u.objective_id AND t.kind = 'contributes')
GROUP BY u.unit_id, u.objective_id
"""


def matrix(actor: Actor, plan: Plan, unit: Unit | None = None) -> AlignmentMatrix:
    """The units right below one (None: those at the top), each with which share of its people's weight serves what.

    Goals that one may not see count and are not named. Five queries, one of them over all goals of the plan that count.
    """
    require(actor, Right.SEE)
    objectives = [row.objective for row in strategic_objectives(actor, plan).rows]
    depth = _depth(unit)
    with connection.cursor() as cursor:
        cursor.execute(_SHARES, {"plan": plan.pk, "unit": unit.pk if unit else None, "depth": depth})
        found = cursor.fetchall()
    people = {unit_id: int(value) for unit_id, objective, value in found if objective is None}
    shares: dict[int | None, dict[int, float]] = defaultdict(dict)
    for unit_id, objective, value in found:
        if objective is not None and people.get(unit_id):
            shares[unit_id][objective] = (value or 0.0) / people[unit_id]
    named = {one.pk: one for one in units_visible_to(actor).filter(pk__in=[pk for pk in people if pk])}
    seen = {one.pk for one in objectives}
    rows = [_matrix_row(named.get(pk or 0), unit, count, shares[pk], seen) for pk, count in people.items()]
    rows.sort(key=lambda row: (row.unit is None, row.is_alone, row.unit.name if row.unit else ""))
    return AlignmentMatrix(objectives, rows)


def _matrix_row(
    unit: Unit | None, above: Unit | None, people: int, shares: dict[int, float], seen: Collection[int]
) -> MatrixRow:
    shown = {number: share for number, share in shares.items() if number in seen}
    hidden = sum(share for number, share in shares.items() if number not in seen)
    nowhere = max(0.0, 1.0 - sum(shares.values()))
    return MatrixRow(unit, unit is not None and unit == above, people, shown, hidden, nowhere)


def _depth(unit: Unit | None) -> int:
    """At which place of its line a unit stands, from 1; 0 for the whole organisation."""
    if unit is None:
        return 0
    line = unit.unit_lines.filter(valid_to=None).values_list("line", flat=True).first()
    return len(line or [])
