"""Targets of units added up for what stands above them, where these alone have targets and values are added up too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hoshin.engine.arrays import Floats
from hoshin.scorecards.assembly.grids import MeasureAndUnit
from hoshin.scorecards.assembly.specs import MeasureSpec
from hoshin.scorecards.assembly.units import UnitTree, unit_tree
from hoshin.strategy.models import Plan


@dataclass(frozen=True, slots=True)
class TargetSeries:
    """Targets of one measure and unit (0: of the whole) in the order in which they begin; numbers (n, columns).

    `spread` is what of a target for a longer period falls on one of the measure's. `units`: of how many units they are the
    sum; 0: they are its own.
    """

    starts: npt.NDArray[np.datetime64]
    values: Floats
    spread: Floats
    units: int = 0


def adds_targets_up(spec: MeasureSpec) -> bool:
    """Whether what is wanted above units is what is wanted of them together: their values are added up and scored as one."""
    return spec.across_units == "sum" and spec.roll_up == "raw"


def summed_upwards(
    specs: Mapping[int, MeasureSpec],
    series: Mapping[MeasureAndUnit, TargetSeries],
    rows: Iterable[MeasureAndUnit],
    plan: Plan | None,
    tree: UnitTree | None = None,
) -> dict[MeasureAndUnit, TargetSeries]:
    """The sums for those rows that have neither a target of their own nor one for all, though units below have.

    A unit with a target of its own stands for all below it. A number that one of the units lacks is none of their sum.
    Units stand where they stood then, as the plan knows it. One query where anything is summed and the
    `tree` of these units was not read already. Method: own.
    """
    own: dict[int, set[int]] = {}
    for measure, unit in series:
        own.setdefault(measure, set()).add(unit)
    lacking: dict[int, set[int]] = {}
    for measure, unit in rows:
        units = own.get(measure, set())
        if units and 0 not in units and unit not in units and adds_targets_up(specs[measure]):
            lacking.setdefault(measure, set()).add(unit)
    if not lacking:
        return {}
    tree = tree or unit_tree(plan, sorted(set().union(*(own[measure] for measure in lacking))))
    found = {}
    for measure, above in lacking.items():
        of_units = {unit: series[measure, unit] for unit in own[measure]}
        found |= {(measure, unit): one for unit, one in _sums(of_units, above, tree).items()}
    return found


def _sums(of_units: Mapping[int, TargetSeries], above: set[int], tree: UnitTree) -> dict[int, TargetSeries]:
    moves = {day for place in tree.dated for day in (place.valid_from, place.valid_to) if day}
    starts = {start for one in of_units.values() for start in one.starts}
    days = np.array(sorted({*starts, *(np.datetime64(day) for day in moves)}), dtype="datetime64[D]")
    sums: dict[int, list[tuple[np.datetime64, Floats, float, int]]] = {}
    stood: dict[int, int] | None = None
    below: dict[int, list[int]] = {}
    for day in days:
        parents = tree.parents_on(day.astype(object))
        if parents != stood:
            stood, below = parents, _below(of_units, above, parents)
        for unit, parts in below.items():
            held = [one for one in (_held(of_units[part], day) for part in parts) if one is not None]
            if held:
                sums.setdefault(unit, []).append((day, *_together(held), len(held)))
    return {
        unit: TargetSeries(
            np.array([row[0] for row in rows], dtype="datetime64[D]"),
            np.array([row[1] for row in rows]),
            np.array([row[2] for row in rows]),
            rows[-1][3],
        )
        for unit, rows in sums.items()
    }


def _below(of_units: Iterable[int], above: set[int], parents: Mapping[int, int]) -> dict[int, list[int]]:
    """By what lacks a target, the units below it whose targets count: those with no other such unit between."""
    own, found = set(of_units), dict[int, list[int]]()
    for unit in sorted(own):
        seen, at = {unit}, parents.get(unit, 0)
        while at and at not in own and at not in seen:
            if at in above:
                found.setdefault(at, []).append(unit)
            seen.add(at)
            at = parents.get(at, 0)
        if not at and 0 in above:
            found.setdefault(0, []).append(unit)
    return found


def _held(series: TargetSeries, day: np.datetime64) -> tuple[Floats, float] | None:
    at = int(np.searchsorted(series.starts, day, side="right")) - 1
    return None if at < 0 else (series.values[at], float(series.spread[at]))


def _together(held: list[tuple[Floats, float]]) -> tuple[Floats, float]:
    """The sum of numbers, as targets of the period for which all of them are, else of the measure's own."""
    spreads = {spread for _, spread in held}
    factor = spreads.pop() if len(spreads) == 1 else 1.0
    parts = np.array([numbers if factor != 1.0 or spread == 1.0 else numbers * spread for numbers, spread in held])
    # In the order of size: that of the units must not show in the last digit.
    total: Floats = np.sort(parts, axis=0).sum(axis=0)
    return total, factor
