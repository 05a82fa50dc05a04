"""Sheet edges: the weights that were not always what they are now."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, code
from hoshin.scorecards.models import Edge
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.rows import NodeName, PastEdge, WeightSpan
from hoshin.scorecards.services import restore_edges
from hoshin.scorecards.sheets.nodes import KINDS, find_codes, names_of_nodes
from hoshin.scorecards.sheets.spans import check_spans


class EdgeLine(NamedTuple):
    """A row of the sheet: a child counted for a parent with this weight from one day until another (exclusive)."""

    plan: str
    parent_kind: str
    parent: str
    parent_unit: str
    child_kind: str
    child: str
    child_unit: str
    weight: float
    valid_from: date | None
    valid_to: date | None

    @property
    def pair(self) -> tuple[NodeName, NodeName]:
        parent = NodeName(self.plan, self.parent_kind, self.parent, self.parent_unit)
        return parent, NodeName(self.plan, self.child_kind, self.child, self.child_unit)

    @property
    def place(self) -> tuple[str, ...]:
        named = (*self[:7], self.valid_from, self.valid_to)
        return tuple("" if value is None else str(value) for value in named)


def _stored(actor: Actor) -> list[EdgeLine]:
    """Edges of those pairs whose weight was not always what it is now, each pair in the order of time."""
    pairs = set(Edge.objects.exclude(valid_from=None, valid_to=None).values_list("parent_id", "child_id"))
    if not pairs:
        return []
    names = names_of_nodes({node for pair in pairs for node in pair})
    seen = set(nodes_ever_visible_to(actor).filter(id__in=names).values_list("id", flat=True))
    rows = Edge.objects.filter(parent__in={parent for parent, _ in pairs}).order_by("id")
    by_pair: dict[tuple[int, int], list[WeightSpan]] = defaultdict(list)
    for parent, child, *span in rows.values_list("parent_id", "child_id", "weight", "valid_from", "valid_to"):
        if (parent, child) in pairs and parent in seen and child in seen:
            by_pair[parent, child].append(WeightSpan(*span))
    lines = [
        EdgeLine(*names[parent], *names[child][1:], *span)
        for (parent, child), spans in by_pair.items()
        for span in spans
    ]
    return sorted(lines, key=lambda line: line.place)


def _check(draft: Draft, book: Book) -> Iterator[Problem]:
    """What edges name exists, and of each pair one follows the other."""
    yield from find_codes(draft, book, "parent_kind", "parent")
    yield from find_codes(draft, book, "child_kind", "child")
    draft.make_rows()
    pairs: dict[tuple[NodeName, NodeName], list[int]] = defaultdict(list)
    for at, line in enumerate(draft.rows):
        pairs[line.pair].append(at)
    yield from check_spans(draft, pairs.values())


def _finish(actor: Actor, draft: Draft, book: Book) -> None:
    """All rows of a pair belong together, also those that are there already."""
    if draft.rows:
        restore_edges(
            actor,
            [PastEdge(*line.pair, WeightSpan(line.weight, line.valid_from, line.valid_to)) for line in draft.rows],
        )


EDGES = Sheet(
    "edges",
    "edge",
    (
        code("plan", "plans", required=True),
        Column("parent_kind", ColumnKind.CHOICE, required=True, choices=KINDS),
        code("parent", required=True),
        code("parent_unit", "units"),
        Column("child_kind", ColumnKind.CHOICE, required=True, choices=KINDS),
        code("child", required=True),
        code("child_unit", "units"),
        Column("weight", ColumnKind.NUMBER, required=True, least=0),
        Column("valid_from", ColumnKind.DATE),
        Column("valid_to", ColumnKind.DATE),
    ),
    ("plan", "parent_kind", "parent", "parent_unit", "child_kind", "child", "child_unit", "valid_from"),
    EdgeLine,
    stored=_stored,
    check=_check,
    finish=_finish,
)
