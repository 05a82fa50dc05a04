"""How rows name what has a score: by plan, kind, code and unit."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hoshin.base.codes import folded_code
from hoshin.base.drafts import Book, Draft
from hoshin.base.errors import Problem
from hoshin.base.sheets import Column, ColumnKind, code
from hoshin.base.wordings import Said, sentence
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.rows import NodeName
from hoshin.strategy.models import Plan

KINDS = tuple(NodeKind.values)
NODE = (
    code("plan", "plans", required=True),
    Column("kind", ColumnKind.CHOICE, required=True, choices=KINDS),
    code(required=True),
    code("unit", "units"),
)
SHEET_OF = {
    "plan": "plans",
    "unit": "units",
    "perspective": "perspectives",
    "objective": "objectives",
    "measure": "measures",
}
_OF_ONE_UNIT = frozenset({NodeKind.PERSPECTIVE, NodeKind.MEASURE})
_FIELDS = ("kind", "plan__code", "perspective__code", "objective__code", "measure__code", "unit__code")


def names_of_nodes(nodes: Iterable[int] | None = None, *, plan: Plan | None = None) -> dict[int, NodeName]:
    """How rows call nodes: these ones, or those of a plan."""
    rows = Node.objects.filter(id__in=nodes) if nodes is not None else Node.objects.filter(plan=plan)
    return {pk: _name(*values) for pk, *values in rows.values_list("id", *_FIELDS)}


def _name(kind: str, plan: str, perspective: str, objective: str, measure: str, unit: str | None) -> NodeName:
    codes: Mapping[Any, str | None] = {
        NodeKind.PLAN: plan,
        NodeKind.UNIT: unit,
        NodeKind.PERSPECTIVE: perspective,
        NodeKind.OBJECTIVE: objective,
        NodeKind.MEASURE: measure,
    }
    return NodeName(plan, kind, codes[kind] or "", "" if kind == NodeKind.UNIT or unit is None else unit)


def find_codes(draft: Draft, book: Book, kinds: str, codes: str) -> Iterator[Problem]:
    """Write the codes of a column as the sheets of their kinds do, which another column names."""
    values = draft.columns[codes]
    for at, (kind, value) in enumerate(zip(draft.columns[kinds], values, strict=True)):
        if kind and value:
            values[at] = book.codes(SHEET_OF[kind]).get(folded_code(value), "")
            if not values[at]:
                yield book.unknown(draft, at, codes, value, SHEET_OF[kind])


def check_nodes(draft: Draft, book: Book) -> Iterator[Problem]:
    """What rows with the columns plan, kind, code and unit name exists, and can have a score."""
    yield from find_codes(draft, book, "kind", "code")
    draft.make_rows()
    plans = {kind: book.values(SHEET_OF[kind], "plan") for kind in (NodeKind.PERSPECTIVE, NodeKind.OBJECTIVE)}
    for at, row in enumerate(draft.rows):
        if not row.kind:
            continue
        if row.unit and row.kind not in _OF_ONE_UNIT:
            message = Said("A %(kind)s has one score, not one for each unit.", kind=sentence(row.kind))
            yield draft.problem(at, "unit", row.unit, message, "Leave this cell empty.")
        if not row.code or not row.plan:
            continue
        of_plan = row.code if row.kind == NodeKind.PLAN else row.plan
        own = plans[row.kind].get(folded_code(row.code), "") if row.kind in plans else of_plan
        if folded_code(own) != folded_code(row.plan):
            message = Said("%(code)s does not belong to plan %(plan)s.", code=row.code, plan=row.plan)
            yield draft.problem(at, "code", row.code, message, Said("Write %(own)s as its plan.", own=own))
