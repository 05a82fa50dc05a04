"""What held once: weights as rows of the sheet edges, the places of units as rows of the sheet unit_places."""

from collections import defaultdict
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.scorecards.models import Edge, Kind, Node, Placement
from hoshin.strategy.selectors import objectives_ever_visible_to, plans_visible_to

NODE_FIELDS = (
    "kind",
    "plan__code",
    "perspective__code",
    "objective__code",
    "measure__code",
    "unit__code",
    "objective_id",
)
_FIELDS = ("weight", "valid_from", "valid_to")


def edge_records(actor: Actor) -> list[dict[str, Any]]:
    """Edges of those pairs whose weight was not always what it is now, each pair in the order of time."""
    dated = Edge.objects.exclude(valid_from=None, valid_to=None).values_list("parent_id", "child_id")
    pairs = set(dated)
    if not pairs:
        return []
    nodes = {row[0]: row[1:] for row in Node.objects.values_list("id", *NODE_FIELDS)}
    visible = set(objectives_ever_visible_to(actor).values_list("id", flat=True))
    by_pair: dict[tuple[int, int], list[tuple[Any, ...]]] = defaultdict(list)
    rows = Edge.objects.filter(parent__in={parent for parent, _ in pairs}).order_by("id")
    for parent, child, *values in rows.values_list("parent_id", "child_id", *_FIELDS):
        hidden = any(nodes[node][-1] is not None and nodes[node][-1] not in visible for node in (parent, child))
        if (parent, child) in pairs and not hidden:
            by_pair[parent, child].append(tuple(values))
    records = [
        {"plan": nodes[parent][1]}
        | named("parent", nodes[parent])
        | named("child", nodes[child])
        | dict(zip(_FIELDS, values, strict=True))
        for (parent, child), edges in by_pair.items()
        for values in edges
    ]
    return sorted(records, key=_place)


def place_records(actor: Actor) -> list[dict[str, Any]]:
    """Where those units stood that have not always stood where they stand, each in the order of time."""
    places = Placement.objects.filter(plan__in=plans_visible_to(actor)).exclude(valid_from=None, valid_to=None)
    names = ("plan", "unit", "parent", "valid_from", "valid_to")
    rows = places.values_list("plan__code", "unit__code", "parent__code", "valid_from", "valid_to")
    records = [dict(zip(names, (*row[:2], row[2] or "", *row[3:]), strict=True)) for row in rows]
    return sorted(records, key=_place)


def named(end: str, node: tuple[Any, ...]) -> dict[str, str]:
    """The columns that name one end, from the fields of its node."""
    kind, plan, perspective, objective, measure, unit = node[:6]
    codes = {
        Kind.PLAN: plan,
        Kind.UNIT: unit,
        Kind.PERSPECTIVE: perspective,
        Kind.OBJECTIVE: objective,
        Kind.MEASURE: measure,
    }
    return {
        f"{end}_kind": kind,
        end: codes[kind],
        f"{end}_unit": "" if kind == Kind.UNIT or unit is None else unit,
    }


def _place(record: dict[str, Any]) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for name, value in record.items() if name != "weight")
