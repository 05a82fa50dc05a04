"""Brings back how the graph stood once, as another installation kept it: weights, places of units, and nodes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.errors import Invalid, Problem
from hoshin.base.events import publish
from hoshin.base.wordings import Said
from hoshin.measures.models import Measure
from hoshin.org.models import Unit
from hoshin.scorecards.assembly.aggregators import WORDS
from hoshin.scorecards.events import ScoresOutdated
from hoshin.scorecards.models import Edge, Node, NodeKind, Placement
from hoshin.scorecards.rows import NodeName, PastEdge, PastPlace, WeightSpan
from hoshin.scorecards.structure import sync_structure
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Objective, Perspective, Plan

_MODELS: dict[str, type[Perspective | Objective | Measure | Unit | Plan]] = {
    "perspective": Perspective,
    "objective": Objective,
    "measure": Measure,
    "unit": Unit,
    "plan": Plan,
}
_KEY = ("plan_id", "kind", "perspective_id", "objective_id", "measure_id", "unit_id")


def nodes_named(actor: Actor, names: Iterable[NodeName]) -> dict[NodeName, int]:
    """The ids of nodes by what rows call them, all codes in the case in which they are stored.

    What counted once and does not any more gets a node that is not active.
    """
    require(actor, Right.IMPORT)
    wanted = set(names)
    if not wanted:
        return {}
    ids = {kind: dict(model._base_manager.values_list("code", "id")) for kind, model in _MODELS.items()}
    plans = {ids["plan"][name.plan] for name in wanted}
    stored = {tuple(key): node for node, *key in Node.objects.filter(plan__in=plans).values_list("id", *_KEY)}
    found = {}
    with act(actor, "restore_nodes"):
        for name in sorted(wanted):
            key = _key(name, ids)
            if key not in stored:
                stored[key] = Node.objects.create(**dict(zip(_KEY, key, strict=True)), is_active=False).pk
            found[name] = stored[key]
    return found


def _key(name: NodeName, ids: dict[str, dict[str, int]]) -> tuple[Any, ...]:
    values: dict[str, int | None] = dict.fromkeys(_KEY[2:])
    if name.kind != NodeKind.PLAN:
        values[f"{name.kind}_id"] = ids[name.kind][name.code]
    if name.unit:
        values["unit_id"] = ids["unit"][name.unit]
    return (ids["plan"][name.plan], name.kind, *values.values())


def restore_edges(actor: Actor, rows: Sequence[PastEdge]) -> None:
    """Replace the edges of each pair that the rows name by those that they name, and have its plan scored again.

    What holds today is said by the plan itself: where the rows end before, it follows; where they say otherwise, they
    are Invalid, with the row counted from 1.
    """
    require(actor, Right.IMPORT)
    with act(actor, "restore_edges") as running:
        plans = {plan.code: plan for plan in Plan.objects.filter(code__in={row.parent.plan for row in rows})}
        for plan in plans.values():
            sync_structure(plan)
        ids = nodes_named(actor, [node for row in rows for node in (row.parent, row.child)])
        pairs: dict[tuple[NodeName, NodeName], list[WeightSpan]] = defaultdict(list)
        for row in rows:
            pairs[row.parent, row.child].append(row.span)
        for (parent, child), spans in pairs.items():
            stored = Edge.objects.filter(parent_id=ids[parent], child_id=ids[child])
            spans += _up_to_today(stored.filter(valid_to=None).first(), spans, rows, (parent, child))
            if sorted(stored.values_list(*WeightSpan._fields), key=str) == sorted(map(tuple, spans), key=str):
                continue
            stored.delete()
            Edge.objects.bulk_create(
                Edge(parent_id=ids[parent], child_id=ids[child], **span._asdict()) for span in spans
            )
            running.keep()
            publish(StructureChanged(plans[parent.plan].pk))
            publish(ScoresOutdated(plans[parent.plan].pk))


def _up_to_today(
    open_edge: Edge | None,
    spans: Sequence[WeightSpan],
    rows: Sequence[PastEdge],
    pair: tuple[NodeName, NodeName],
) -> list[WeightSpan]:
    """What must follow the spans of a pair so that they end in what holds today."""
    ends = next((span for span in spans if span.valid_to is None), None)
    now = None if open_edge is None else WeightSpan(*(getattr(open_edge, name) for name in WeightSpan._fields))
    if ends is None:
        last = max((span.valid_to for span in spans if span.valid_to), default=None)
        return [] if now is None else [now._replace(valid_from=last, valid_to=None)]
    if now is None or now.way == ends.way:
        return []
    number = next(
        at for at, row in enumerate(rows, start=1) if (row.parent, row.child) == pair and row.span.valid_to is None
    )
    names = {"child": pair[1].code, "parent": pair[0].code}
    if now.weight != ends.weight:
        message = Said("%(child)s counts for %(parent)s with %(weight)s today.", weight=f"{now.weight:g}", **names)
        field, value = "weight", f"{ends.weight:g}"
        remedy = "Write that weight, or say in valid_to until when this one held."
    else:
        message = Said("%(child)s counts for %(parent)s in another way today.", **names)
        field, value = "aggregator", WORDS[ends.aggregator]
        remedy = "Write aggregator, kth and critical as they are today, or say in valid_to until when these held."
    raise Invalid([Problem(message, field=field, value=value, remedy=remedy, row=number)])


def restore_places(actor: Actor, rows: Sequence[PastPlace]) -> None:
    """Replace the places of each unit that the rows name by those that they name, and have its plan scored again."""
    require(actor, Right.IMPORT)
    with act(actor, "restore_places") as running:
        units = dict(Unit.objects.values_list("code", "id"))
        for plan in Plan.objects.filter(code__in={row.plan for row in rows}):
            sync_structure(plan)
            wanted: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
            for row in rows:
                if row.plan == plan.code:
                    wanted[units[row.unit]].add((units.get(row.parent), row.valid_from, row.valid_to))
            own = Placement.objects.filter(plan=plan, unit__in=wanted)
            stored: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
            for unit, *place in own.values_list("unit", "parent", "valid_from", "valid_to"):
                stored[unit].add(tuple(place))
            if stored == wanted:
                continue
            own.delete()
            Placement.objects.bulk_create(
                Placement(plan=plan, unit_id=unit, parent_id=parent, valid_from=first, valid_to=last)
                for unit, places in wanted.items()
                for parent, first, last in places
            )
            sync_structure(plan)
            running.keep()
            publish(ScoresOutdated(plan.pk))
