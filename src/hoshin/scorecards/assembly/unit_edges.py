"""The edges between a measure and the units that hold it, as a definition would have them that is not saved yet."""

from datetime import date

import numpy as np

from hoshin.org.models import Unit
from hoshin.scorecards.assembly.aggregators import MEAN
from hoshin.scorecards.assembly.rollup import EdgeColumns
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec


def edges_saying(spec: MeasureSpec, rows: LeafRows, edges: EdgeColumns) -> EdgeColumns:
    """The edges with those below a measure as it would say: its units count one by one where they are scored so.

    `rows` are the nodes of a plan, `edges` all below and above them. Units stand where they stand today. One query.
    """
    own = rows.only(np.flatnonzero(rows.measure == spec.id))
    nodes = dict(zip(own.unit.tolist(), own.node.tolist()))
    above = dict(Unit.objects.filter(pk__in=nodes).values_list("pk", "parent"))
    pairs = [(nodes.get(above[unit], nodes[0]), node) for unit, node in nodes.items() if unit]
    spans = [span for span in _spans(spec) if span[2] == "score"]
    parent, child = (np.array([pair[at] for pair in pairs] * len(spans), dtype=np.int64) for at in (0, 1))
    days = [np.repeat(np.array([span[at] for span in spans], dtype="datetime64[D]"), len(pairs)) for at in (0, 1)]
    between = np.isin(edges.parent, own.node) & np.isin(edges.child, own.node)
    others = edges.only(~between)
    count = len(parent)
    alike = (np.ones(count), np.zeros(count, np.bool_), np.full(count, MEAN, np.uint8), np.zeros(count, np.int32))
    columns = zip(EdgeColumns.__dataclass_fields__, (parent, child, *alike, *days), strict=True)
    joined = EdgeColumns(*(np.concatenate([getattr(others, name), new]) for name, new in columns))
    return joined.only(np.lexsort((joined.child, joined.parent)))


def _spans(spec: MeasureSpec) -> list[tuple[date | None, date | None, str]]:
    """From which day until which (exclusive; None: open) a definition says how its units are scored."""
    untils = [until for until, _ in spec.past]
    return list(zip([None, *untils], [*untils, None], [one.roll_up for one in spec.versions]))
