"""How goals line up with the plan: as a tree that is read level by level, and which share of people's weight serves what.

Shares rest on the weights of each unit that lie ready (`services.lining_up`); nothing of a whole table is looked at.
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
from hoshin.strategy.policies import contributions_visible_to, objectives_visible_to, plans_visible_to

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


def plans_with_goals_first(actor: Actor) -> list[Plan]:
    """The plans that the actor sees: those in which goals stand that count before those without. One query."""
    goals = objectives_visible_to(actor).filter(plan=OuterRef("pk"), commitment__archived_on=None)
    goals = goals.filter(commitment__isnull=False)
    return list(plans_visible_to(actor).annotate(has_goals=Exists(goals)).order_by("-has_goals", "position", "id"))


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


# What lies ready for each unit, summed for those that stand right below one (or at the top), each with all below it.
_WEIGHTS = """
SELECT CASE WHEN l.line IS NULL THEN NULL ELSE coalesce(l.line[%(depth)s + 1], l.line[%(depth)s]) END, w.objective_id,
       sum(w.weight)
FROM okrs_alignedweight w
LEFT JOIN org_unitline l ON l.unit_id = w.unit_id AND l.valid_to IS NULL
WHERE w.plan_id = %(plan)s AND (%(unit)s::bigint IS NULL OR l.line[%(depth)s] = %(unit)s)
GROUP BY 1, 2
"""


def matrix(actor: Actor, plan: Plan, unit: Unit | None = None) -> AlignmentMatrix:
    """The units right below one (None: those at the top), each with which share of its people's weight serves what.

    Goals that one may not see count and are not named. Five queries; no goal is looked at.
    """
    require(actor, Right.SEE)
    objectives = [row.objective for row in strategic_objectives(actor, plan).rows]
    with connection.cursor() as cursor:
        cursor.execute(_WEIGHTS, {"plan": plan.pk, "unit": unit.pk if unit else None, "depth": _depth(unit)})
        found = cursor.fetchall()
    weights: dict[int | None, dict[int | None, float]] = defaultdict(dict)
    for unit_id, objective, weight in found:
        weights[unit_id][objective] = weight
    named = {one.pk: one for one in units_visible_to(actor).filter(pk__in=[pk for pk in weights if pk])}
    seen = {one.pk for one in objectives}
    rows = [_matrix_row(named.get(pk or 0), unit, own, seen) for pk, own in weights.items()]
    rows.sort(key=lambda row: (row.unit is None, row.is_alone, row.unit.name if row.unit else ""))
    return AlignmentMatrix(objectives, rows)


def _matrix_row(
    unit: Unit | None, above: Unit | None, weights: dict[int | None, float], seen: Collection[int]
) -> MatrixRow:
    # Each person weighs 1.
    people = round(sum(weights.values()))
    shares = {number: weight / people for number, weight in weights.items() if number is not None}
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
