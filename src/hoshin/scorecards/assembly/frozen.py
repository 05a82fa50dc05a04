"""What some scores rest on, as plain JSON, and the same scores found from it again: to the bit, without the database.

Methods 9.1: keys in order, numbers in their shortest form that reads back as the same, null for what is missing.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from importlib.metadata import version
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from hoshin.base.dated import SaidUntil, said_on
from hoshin.base.periods import Frequency, Period
from hoshin.scorecards.assembly import rollup
from hoshin.scorecards.assembly.formulas import with_inputs
from hoshin.scorecards.assembly.leaves import ACHIEVED, score_leaves
from hoshin.scorecards.assembly.rollup import EdgeColumns, Rolled, edges_below
from hoshin.scorecards.assembly.rules import Rules
from hoshin.scorecards.assembly.specs import LeafRows, MeasureSpec, as_of_day, fiscal_year_of, leaf_rows, specs_of
from hoshin.scorecards.assembly.targets import TargetMatrix, target_matrix
from hoshin.scorecards.assembly.values import Values, values_of
from hoshin.scorecards.assembly.windows import Seen
from hoshin.scorecards.models import Score
from hoshin.strategy.definitions import DatedPlanDefinition
from hoshin.strategy.models import Plan

FORMAT = 1
# A score that rests on more than this is frozen with the scores of its children, without what these rest on.
MOST_NODES = 20_000
T = TypeVar("T")


def frozen(plan: Plan, tops: Collection[int], period: Period) -> dict[str, Any]:
    """All that the scores of some nodes rest on in a period, as things are known now: edges, definitions, values, targets.

    Values stand there as formulas and windows made them of what was recorded. Where more than 20,000 nodes stand below,
    `edges` end at the children of the node; `given` holds the scores of whatever stands at an end and is no measure.
    """
    parts = [edges_below(top, [period.end], MOST_NODES) for top in sorted(tops)]
    columns = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(EdgeColumns)
    }
    _pairs, first = np.unique(np.stack([columns["parent"], columns["child"]]), axis=1, return_index=True)
    edges = EdgeColumns(**columns).only(first)
    nodes = np.unique(np.concatenate([edges.parent, edges.child, np.array(sorted(tops), dtype=np.int64)]))
    every = leaf_rows(plan)
    rows = every.only(np.flatnonzero(np.isin(every.node, nodes)))
    specs = as_of_day(with_inputs(specs_of(sorted(set(rows.measure.tolist())))), period.end)
    measures = sorted(set(rows.measure.tolist()))
    beside = every.only(np.flatnonzero(np.isin(every.measure, measures)))
    fiscal = fiscal_year_of(specs)
    values = values_of(specs, rows, [period], plan=plan, fiscal_year_start=fiscal, beside=beside)
    targets = target_matrix(specs, rows, [period], measures, seen=values.seen, plan=plan)
    return {
        "format": FORMAT,
        "engine": version("hoshin"),
        "period": str(period),
        "rules": _plain(said_on(Rules.of(plan).spans, period.end)),
        "nodes": nodes.tolist(),
        "edges": _plain(edges),
        "given": _given(np.setdiff1d(nodes, np.concatenate([edges.parent, rows.node])), period),
        "definitions": {str(pk): _plain(specs[pk]) for pk in measures},
        "rows": _plain(rows),
        "values": _plain(values),
        "targets": _plain(targets),
    }


@dataclass(frozen=True, slots=True)
class FoundFigures:
    """The figures of a node, found from what was frozen alone; None where there is none. Objectives have a score alone."""

    score: float | None
    value: float | None = None
    target: float | None = None


def found_again(held: Mapping[str, Any]) -> dict[int, FoundFigures]:
    """The figures of every node that was frozen, found from what was frozen alone."""
    period = Period.parse(held["period"])
    specs = {int(pk): _spec(one) for pk, one in held["definitions"].items()}
    rules = Rules((SaidUntil(None, DatedPlanDefinition(**held["rules"])),))
    rows, edges = _arrays(LeafRows, held["rows"]), _arrays(EdgeColumns, held["edges"])
    targets = TargetMatrix({name: _array(one) for name, one in held["targets"]["columns"].items()})
    leaves = score_leaves(specs, rows, [period], _values(held["values"]), targets, rules)
    rolled = Rolled.empty(np.array(held["nodes"], dtype=np.int64), 1)
    at = np.searchsorted(rolled.node, rows.node)
    rolled.score[at], rolled.reason[at] = leaves.score, leaves.reason
    has_marks = rules.on(period.end).has_marks
    if has_marks:
        rolled.achieved[at] = (leaves.flags & ACHIEVED).astype(np.bool_)
    for node, score, reason, flags in held.get("given", ()):
        end = np.searchsorted(rolled.node, node)
        rolled.score[end], rolled.reason[end] = np.nan if score is None else score, reason
        rolled.achieved[end] = has_marks and bool(flags & ACHIEVED)
    rollup.roll_up_all(rolled, edges, [period], rules)
    measured = {
        node: (_known(value), _known(target))
        for node, value, target in zip(rows.node.tolist(), leaves.value[:, 0], leaves.target[:, 0], strict=True)
    }
    return {
        node: FoundFigures(_known(score), *measured.get(node, ()))
        for node, score in zip(rolled.node.tolist(), rolled.score[:, 0], strict=True)
    }


def _given(ends: npt.NDArray[np.int64], period: Period) -> list[list[Any]]:
    """Of nodes at an end their score, why there is none, and their marks, as they are stored."""
    names = ("node", "score", "reason", "flags")
    rows = Score.objects.filter(node__in=ends.tolist(), period=period.start).order_by("node")
    return [list(row) for row in rows.values_list(*names)]


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def canonical(content: Any) -> str:
    """The one text of some content."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _plain(thing: Any) -> Any:
    """A dataclass, an array, or what stands in one, as JSON has it."""
    if isinstance(thing, np.ndarray):
        return {
            "type": thing.dtype.str,
            "shape": list(thing.shape),
            "of": [_cell(one) for one in thing.ravel().tolist()],
        }
    if isinstance(thing, Mapping):
        return {
            "|".join(map(str, key)) if isinstance(key, tuple) else str(key): _plain(one) for key, one in thing.items()
        }
    if hasattr(thing, "__dataclass_fields__"):
        return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing) if field.name != "past"}
    return _cell(thing)


def _cell(value: Any) -> Any:
    if isinstance(value, float) and np.isnan(value):
        return None
    if isinstance(value, Frequency):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _array(held: Mapping[str, Any]) -> npt.NDArray[Any]:
    kind = np.dtype(held["type"])
    missing = "NaT" if kind.kind == "M" else np.nan
    return np.array([missing if one is None else one for one in held["of"]], dtype=kind).reshape(held["shape"])


def _arrays(kind: type[T], held: Mapping[str, Any]) -> T:
    return kind(**{name: _array(one) for name, one in held.items()})


def _spec(held: Mapping[str, Any]) -> MeasureSpec:
    days = {name: date.fromisoformat(held[name]) if held[name] else None for name in ("starts_on", "due_on")}
    return MeasureSpec(**{**held, **days, "frequency": Frequency(held["frequency"])})


def _values(held: Mapping[str, Any]) -> Values:
    plain = {name: _array(one) for name, one in held.items() if name not in ("seasons", "seen")}
    seasons = {tuple(map(int, key.split("|"))): _array(one) for key, one in held["seasons"].items()}
    seen = {int(row): _arrays(Seen, one) for row, one in held["seen"].items()}
    return Values(**plain, seasons=seasons, seen=seen)  # type: ignore[arg-type]  # keys of two numbers each
