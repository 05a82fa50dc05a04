"""How the past of edges is rewritten from an earlier day on, and put back by an undo.

What is said from a period on that lies before the present one is said of each span of the past by itself: another roll-up
leaves the weights of then, another weight the roll-up. What an act touches is kept as it was (`EdgeBefore`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.db.models import Q, QuerySet

from hoshin.audit.models import Change
from hoshin.audit.services import running_act
from hoshin.scorecards.models import Edge, EdgeBefore, NodeKind
from hoshin.strategy.events import SaidAgain
from hoshin.strategy.models import Contribution, Plan

_Pair = tuple[int, int]
_COLUMNS = ("weight", "is_critical", "aggregator", "kth", "valid_from", "valid_to")
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class EdgeSpan:
    """In which way a child counted for a parent, from one day until another (exclusive)."""

    weight: float
    is_critical: bool
    aggregator: int
    kth: int
    valid_from: date | None
    valid_to: date | None

    @property
    def way(self) -> tuple[float, bool, int, int]:
        return self.weight, self.is_critical, self.aggregator, self.kth


def said_of_spans(spans: Sequence[EdgeSpan], since: date | None, changes: Mapping[str, Any]) -> list[EdgeSpan]:
    """The spans of a pair, oldest first, once these columns are as given from a day on (None: from the beginning); where it
    did not count it does not.

    >>> march = date(2026, 3, 1)
    >>> spans = EdgeSpan(1.0, False, 0, 0, None, march), EdgeSpan(2.0, False, 0, 0, march, None)
    >>> [span.way for span in said_of_spans(spans, date(2026, 2, 1), {"aggregator": 1})]
    [(1.0, False, 0, 0), (1.0, False, 1, 0), (2.0, False, 1, 0)]
    """
    found: list[EdgeSpan] = []
    for span in spans:
        if since is None or (span.valid_from is not None and span.valid_from >= since):
            found.append(replace(span, **changes))
        elif span.valid_to is not None and span.valid_to <= since:
            found.append(span)
        else:
            found += [replace(span, valid_to=since), replace(span, valid_from=since, **changes)]
    joined: list[EdgeSpan] = []
    for span in found:
        if joined and joined[-1].valid_to == span.valid_from and joined[-1].way == span.way:
            joined[-1] = replace(joined[-1], valid_to=span.valid_to)
        elif span.valid_from is None or span.valid_from != span.valid_to:
            joined.append(span)
    return joined


def rewrite_past(cursor: CursorWrapper, since: date) -> None:
    """Let the pairs of `changed_edge` that count on count otherwise in what differs, from a day on; from the beginning where
    nothing of before is scored.

    They are done with then, and taken out of it.
    """
    cursor.execute(
        "DELETE FROM changed_edge WHERE counts_on RETURNING parent, child, keeps, weight, is_critical, aggregator, kth, "
        "sets_weight, sets_critical, sets_roll_up"
    )
    changes: dict[_Pair, dict[str, Any]] = {}
    begins: dict[_Pair, date | None] = {}
    for (
        parent,
        child,
        keeps,
        weight,
        critical,
        aggregator,
        kth,
        sets_weight,
        sets_critical,
        sets_roll_up,
    ) in cursor.fetchall():
        begins[parent, child] = since if keeps else None
        changes[parent, child] = {
            **({"weight": weight} if sets_weight else {}),
            **({"is_critical": critical} if sets_critical else {}),
            **({"aggregator": aggregator, "kth": kth} if sets_roll_up else {}),
        }
    spans = _spans_of(Edge.objects.filter(_among(changes)))
    _put({pair: said_of_spans(spans[pair], begins[pair], said) for pair, said in changes.items() if pair in spans})


def keep_before(cursor: CursorWrapper) -> None:
    """Keep how the pairs of `changed_edge` counted until now, for an undo of the running act."""
    running = running_act()
    if running is None:
        return
    cursor.execute(
        f"INSERT INTO scorecards_edgebefore (change_id, parent_id, child_id, {', '.join(_COLUMNS)}) "
        f"SELECT %s, e.parent_id, e.child_id, {', '.join(f'e.{name}' for name in _COLUMNS)} FROM scorecards_edge e "
        "JOIN changed_edge c ON c.parent = e.parent_id AND c.child = e.child_id",
        [running.id],
    )
    if cursor.rowcount:
        running.keep()


def put_back(plan: Plan) -> bool:
    """Let the edges of a plan that the change touched which is being undone count as before; whether any do.

    Pairs that another change touched later stay: it is found from today's tables what becomes of them.
    """
    running = running_act()
    if running is None or running.undoes_id is None:
        return False
    before = EdgeBefore.objects.filter(parent__plan=plan)
    wanted = _spans_of(before.filter(change=running.undoes_id))
    later = before.filter(change__gt=running.undoes_id).exclude(change=running.id)
    # What was undone since then touches nothing any more, nor does its undo.
    later = later.exclude(change__in=Change.objects.exclude(undoes=None).values("undoes"))
    later = later.exclude(change__undoes__gt=running.undoes_id, change__undoes__undoes=None)
    touched = set(later.values_list("parent_id", "child_id")) if wanted else set()
    wanted = {pair: spans for pair, spans in wanted.items() if pair not in touched}
    if not wanted:
        return False
    now = _spans_of(Edge.objects.filter(_among(wanted)))
    kept = [EdgeBefore(change_id=running.id, **_columns(pair, span)) for pair, spans in now.items() for span in spans]
    EdgeBefore.objects.bulk_create(kept, _BATCH)
    running.keep()
    _put(wanted)
    return True


def said_again(plan: Plan, again: SaidAgain) -> tuple[Q, Q]:
    """Which edges say how something counts for its parents, and which how its parts count for it."""
    nothing = Q(pk__in=())
    if again.kind == "contribution":
        row = Contribution.objects.get(pk=again.pk)
        child = {"child__objective": row.objective_id} if row.objective_id else {"child__measure": row.measure_id}
        return Q(parent__plan=plan, parent__objective=row.parent_id, **child), nothing
    if again.kind == "plan":
        return nothing, Q(parent__plan=plan, parent__kind__in=(NodeKind.PLAN, NodeKind.UNIT))
    own = Q(**{f"child__{again.kind}": again.pk}, parent__plan=plan)
    if again.kind == "objective":
        # What serves others counts for them by its contributions.
        own &= Q(parent__kind=NodeKind.PERSPECTIVE)
    return own, Q(**{f"parent__{again.kind}": again.pk}, parent__plan=plan)


def _spans_of(rows: QuerySet[Any]) -> dict[_Pair, list[EdgeSpan]]:
    spans: dict[_Pair, list[EdgeSpan]] = defaultdict(list)
    for parent, child, *columns in rows.values_list("parent_id", "child_id", *_COLUMNS):
        spans[parent, child].append(EdgeSpan(*columns))
    return {pair: sorted(found, key=lambda span: span.valid_from or date.min) for pair, found in spans.items()}


def _among(pairs: Mapping[_Pair, object]) -> Q:
    return Q(parent__in={parent for parent, _child in pairs}, child__in={child for _parent, child in pairs})


def _put(wanted: Mapping[_Pair, Sequence[EdgeSpan]]) -> None:
    """Let the spans of pairs be these; rows are written over as far as there are any."""
    stored: dict[_Pair, list[Edge]] = defaultdict(list)
    for edge in Edge.objects.filter(_among(wanted)).order_by("valid_from", "pk"):
        stored[edge.parent_id, edge.child_id].append(edge)
    gone, changed, added = [], [], []
    for pair, spans in wanted.items():
        rows = sorted(stored[pair], key=lambda edge: edge.valid_from or date.min)
        gone += [edge.pk for edge in rows[len(spans) :]]
        added += [Edge(**_columns(pair, span)) for span in spans[len(rows) :]]
        for edge, span in zip(rows, spans, strict=False):
            if any(getattr(edge, name) != getattr(span, name) for name in _COLUMNS):
                for name in _COLUMNS:
                    setattr(edge, name, getattr(span, name))
                changed.append(edge)
    # In this order, as a pair has one open edge at a time.
    Edge.objects.filter(pk__in=gone).delete()
    Edge.objects.bulk_update(changed, _COLUMNS, _BATCH)
    Edge.objects.bulk_create(added, _BATCH)


def _columns(pair: _Pair, span: EdgeSpan) -> dict[str, Any]:
    return {"parent_id": pair[0], "child_id": pair[1], **{name: getattr(span, name) for name in _COLUMNS}}
