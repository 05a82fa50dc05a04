"""Sheet edges: the weights and ways of counting that were not always what they are now."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hoshin.accounts.access import Actor
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, Sheet, choice, code, whole
from hoshin.scorecards.assembly.aggregators import CODES, WORDS
from hoshin.scorecards.models import Edge
from hoshin.scorecards.policies import nodes_ever_visible_to
from hoshin.scorecards.rows import NodeName, PastEdge, WeightSpan
from hoshin.scorecards.services import restore_edges
from hoshin.scorecards.sheets.nodes import KINDS, find_codes, names_of_nodes
from hoshin.scorecards.sheets.spans import check_spans
from hoshin.strategy.choices import RollUpWay

DEFAULT_KTH = 2


class EdgeLine(NamedTuple):
    """A row of the sheet: a child counted for a parent in this way from one day until another (exclusive)."""

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
    is_critical: bool
    aggregator: str
    kth: int

    @property
    def span(self) -> WeightSpan:
        kth = self.kth if self.aggregator == RollUpWay.KTH_WORST else 0
        return WeightSpan(*self[7:11], CODES[self.aggregator], kth)

    @property
    def pair(self) -> tuple[NodeName, NodeName]:
        parent = NodeName(self.plan, self.parent_kind, self.parent, self.parent_unit)
        return parent, NodeName(self.plan, self.child_kind, self.child, self.child_unit)

    @property
    def place(self) -> tuple[str, ...]:
        named = (*self[:7], self.valid_from, self.valid_to)
        return tuple("" if value is None else str(value) for value in named)


def _stored(actor: Actor) -> list[EdgeLine]:
    """Edges of those pairs that did not always count as they do now, each pair in the order of time.

    Who may not see all parts of something is not told how they count for it.
    """
    pairs = set(Edge.objects.exclude(valid_from=None, valid_to=None).values_list("parent_id", "child_id"))
    if not pairs:
        return []
    names = names_of_nodes({node for pair in pairs for node in pair})
    seen = set(nodes_ever_visible_to(actor).filter(id__in=names).values_list("id", flat=True))
    rows = Edge.objects.filter(parent__in={parent for parent, _ in pairs}).order_by("id")
    with_hidden = rows.exclude(child__in=nodes_ever_visible_to(actor).values("pk"))
    lines, sealed = list[EdgeLine](), set(with_hidden.order_by().values_list("parent", flat=True))
    for parent, child, *span in rows.values_list("parent_id", "child_id", *WeightSpan._fields):
        if (parent, child) in pairs and parent in seen and child in seen:
            told = WeightSpan(*span[:3]) if parent in sealed else WeightSpan(*span)
            way = (told.is_critical, WORDS[told.aggregator], told.kth or DEFAULT_KTH)
            lines.append(EdgeLine(*names[parent], *names[child][1:], *told[:3], *way))
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
            [PastEdge(*line.pair, line.span) for line in draft.rows],
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
        Column("critical", ColumnKind.YES_NO, default=False, field="is_critical"),
        choice("aggregator", RollUpWay.values, RollUpWay.MEAN.value),
        whole("kth", 1, default=DEFAULT_KTH),
    ),
    ("plan", "parent_kind", "parent", "parent_unit", "child_kind", "child", "child_unit", "valid_from"),
    EdgeLine,
    stored=_stored,
    check=_check,
    finish=_finish,
)
