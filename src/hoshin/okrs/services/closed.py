"""What is closed stays as it was, whoever changes it from where: pages, programs, files, and an undo.

What an act did stands in the trail before it is over, so it is asked there, once, of what the act wrote to goals that were
closed before. The terms are closed: what the goal says, its key results with their targets, and what counts for what.
Who answers for it may change, as people leave; values go on, as they are observed and no terms; and the grade is kept.
"""

from collections.abc import Sequence
from itertools import chain

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from hoshin.audit.events import RowsRestored
from hoshin.audit.models import Entry
from hoshin.audit.services import running_act
from hoshin.base.errors import Invalid
from hoshin.measures.definitions import DatedDefinition
from hoshin.measures.events import MeasuresChanged
from hoshin.okrs.events import CommitmentsWritten
from hoshin.okrs.models import Commitment, Cycle
from hoshin.okrs.policies import IS_CLOSED, closed_problem
from hoshin.strategy.events import ObjectivesChanged, StructureChanged
from hoshin.strategy.models import Contribution

News = ObjectivesChanged | StructureChanged | MeasuresChanged | CommitmentsWritten | RowsRestored

# So many are named.
MOST_NAMED = 20
# Columns that say nothing of the terms: who answers, where it is shown, and which version it is.
_NO_TERMS = ["version", "owner_id", "position", "map_x", "theme_id"]
_TERMS_OF_MEASURE = [*DatedDefinition.__dataclass_fields__, "name", "unit_of_measure"]

# Objectives whose terms this change wrote: their own, what they serve, and what serves them. That a goal below serves them
# no more, or otherwise, is for that goal to say; and what they served may leave the plan.
_REVISED = """
WITH touched AS MATERIALIZED (
    SELECT "table", "row", operation, before FROM audit_entry
    WHERE change_id = %s AND "table" IN ('strategy_objective', 'strategy_contribution')
), links AS (
    SELECT k.objective_id, k.parent_id, k.measure_id, t.operation FROM touched t
    JOIN strategy_contribution k ON k.id = t."row"
    WHERE t."table" = 'strategy_contribution' AND (t.operation = 'I' OR t.before - %s::text[] <> '{}')
    UNION ALL
    SELECT (t.before->>'objective_id')::bigint, o.id, (t.before->>'measure_id')::bigint, t.operation FROM touched t
    JOIN strategy_objective o ON o.id = (t.before->>'parent_id')::bigint AND o.removed_on IS NULL
    WHERE t."table" = 'strategy_contribution' AND t.operation = 'D'
)
SELECT "row" FROM touched
WHERE "table" = 'strategy_objective' AND operation <> 'I' AND before - %s::text[] <> '{}'
UNION SELECT objective_id FROM links WHERE objective_id IS NOT NULL
UNION SELECT parent_id FROM links WHERE measure_id IS NOT NULL OR operation = 'I'
"""
# Measures whose terms or targets this change wrote.
_AIMED_OTHERWISE = """
SELECT "row" FROM audit_entry
WHERE change_id = %s AND "table" = 'measures_measure' AND operation = 'U' AND before ?| %s::text[]
UNION
SELECT coalesce(t.measure_id, (e.before->>'measure_id')::bigint) FROM audit_entry e
LEFT JOIN measures_target t ON t.id = e."row" WHERE e.change_id = %s AND e."table" = 'measures_target'
"""


def refuse_revisions(news: Sequence[News]) -> None:
    """Raise `Invalid`, naming them, where the running act changed terms of goals that were closed before it began."""
    running = running_act()
    if running is None:
        return
    found, kinds = [], {type(event) for event in news}
    if kinds & {ObjectivesChanged, StructureChanged, RowsRestored}:
        found.append(_revised(running.id))
    if kinds & {MeasuresChanged, RowsRestored}:
        found.append(_with_other_aims(running.id))
    if kinds & {CommitmentsWritten, RowsRestored}:
        found.append(_moved(running.id))
    goals = dict.fromkeys(chain.from_iterable(rows[:MOST_NAMED] for rows in found))
    if goals:
        raise Invalid([closed_problem(goal) for goal in goals])


def _closed_before(change: int) -> QuerySet[Commitment]:
    """Goals that are closed, and were before this act: it may close or bring in some, and write what they say as well."""
    rows = Commitment.objects.filter(IS_CLOSED).exclude(Exists(_own(change, Commitment, "pk")))
    return rows.exclude(Exists(_own(change, Cycle, "cycle"))).select_related("cycle", "objective").order_by("pk")


def _revised(change: int) -> QuerySet[Commitment]:
    return _closed_before(change).filter(objective__in=RawSQL(_REVISED, [change, _NO_TERMS, _NO_TERMS]))  # noqa: S611 – text of our own


def _with_other_aims(change: int) -> QuerySet[Commitment]:
    """Goals of which a key result that serves closed ones alone was to mean something else."""
    measures = RawSQL(_AIMED_OTHERWISE, [change, _TERMS_OF_MEASURE, change])  # noqa: S611 – text of our own
    is_closed = Exists(Commitment.objects.filter(IS_CLOSED, objective=OuterRef("parent")))
    open_too = Contribution.objects.filter(~is_closed, measure=OuterRef("measure"), parent__removed_on=None)
    rows = Contribution.objects.filter(~Exists(open_too), measure__in=measures)
    return _closed_before(change).filter(objective__in=rows.values("parent"))


def _moved(change: int) -> QuerySet[Commitment]:
    """Goals that a file takes out of a cycle that was closed, changes in it, or puts into it as if it were open."""
    closed = Cycle.objects.filter(closed_on__isnull=False).exclude(Exists(_own(change, Cycle, "pk")))
    numbers = list(closed.values_list("pk", flat=True))
    rows = Entry.objects.filter(change=change, table=Commitment._meta.db_table)
    changed = rows.filter(operation="U", before__has_any_keys=["cycle_id", "archived_on", "ambition", "agreed"])
    added = rows.filter(operation="I", after__archived_on=None)
    left = changed.filter(before__cycle_id__in=numbers)
    inside = Q(pk__in=changed.values("row")) | Q(pk__in=added.values("row"))
    found = Commitment.objects.filter(Q(pk__in=left.values("row")) | Q(inside, cycle__in=numbers))
    return found.select_related("cycle", "objective").order_by("pk")


def _own(change: int, model: type[Commitment] | type[Cycle], key: str) -> QuerySet[Entry]:
    """What the act wrote of a row of this table, named from the row outside."""
    return Entry.objects.filter(change=change, table=model._meta.db_table, row=OuterRef(key))
