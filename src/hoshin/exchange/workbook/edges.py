"""Checks and restores the history of weights."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from hoshin.audit.services import Act
from hoshin.base.events import publish
from hoshin.exchange.workbook.check_structure import refer
from hoshin.exchange.workbook.draft import Checking, Draft, Entry
from hoshin.exchange.workbook.nodes import SHEET_OF, Nodes
from hoshin.exchange.workbook.stored import Record
from hoshin.scorecards.events import ScoresOutdated
from hoshin.scorecards.models import Edge
from hoshin.scorecards.structure import sync_structure
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Plan

Span = tuple[float, date | None, date | None]


def check_edges(checking: Checking) -> None:
    """What edges name exists, and of each pair one follows the other."""
    pairs: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in checking.draft.of("edges"):
        refer(checking, "edges", entry, "plan", "plans", "plan")
        for end in ("parent", "child"):
            kind = entry.record[f"{end}_kind"]
            if kind:
                refer(checking, "edges", entry, end, SHEET_OF[kind], kind)
            refer(checking, "edges", entry, f"{end}_unit", "units", "unit")
        pairs[_pair(entry.record)].append(entry)
    check_spans(checking, "edges", pairs.values())


def apply_edges(draft: Draft, running: Act) -> None:
    """Replace the edges of each pair that the sheet names by those that it names, and have its plan scored again."""
    pairs: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    for entry in draft.of("edges"):
        record = entry.record
        pairs[_pair(record)].append((record["weight"], record["valid_from"], record["valid_to"]))
    plans = {plan.code: plan for plan in Plan.objects.filter(code__in={pair[0] for pair in pairs})}
    for plan in plans.values():
        sync_structure(plan)
    nodes = Nodes()
    for pair, spans in pairs.items():
        plan = plans[pair[0]]
        parent, child = nodes.id_of(plan.code, *pair[1:4]), nodes.id_of(plan.code, *pair[4:])
        stored = Edge.objects.filter(parent_id=parent, child_id=child)
        if sorted(stored.values_list("weight", "valid_from", "valid_to"), key=str) == sorted(spans, key=str):
            continue
        stored.delete()
        Edge.objects.bulk_create(
            Edge(parent_id=parent, child_id=child, weight=weight, valid_from=first, valid_to=last)
            for weight, first, last in spans
        )
        running.keep()
        publish(StructureChanged(plan.pk))
        publish(ScoresOutdated(plan.pk))


def check_spans(checking: Checking, sheet: str, things: Iterable[list[Entry]]) -> None:
    """Of each thing, a row ends after it begins, and before the next one begins."""
    for entries in things:
        entries.sort(key=lambda entry: entry.record["valid_from"] or date.min)
        for number, entry in enumerate(entries):
            following = entries[number + 1].record["valid_from"] if number + 1 < len(entries) else None
            _check_span(checking, sheet, entry, following, is_last=number + 1 == len(entries))


def _check_span(checking: Checking, sheet: str, entry: Entry, following: date | None, *, is_last: bool) -> None:
    first, last = entry.record["valid_from"], entry.record["valid_to"]
    if first and last and last <= first:
        checking.faults.add(sheet, entry.number, "valid_to", last, "This must lie after valid_from.")
    elif not is_last and (last is None or (following is not None and last > following)):
        message = "What follows begins before this ends."
        checking.faults.add(sheet, entry.number, "valid_to", last, message, "End it where the next begins.")


def _pair(record: Record) -> tuple[str, ...]:
    ends: list[Any] = [record[f"{end}{part}"] for end in ("parent", "child") for part in ("_kind", "", "_unit")]
    return (record["plan"], *ends)
