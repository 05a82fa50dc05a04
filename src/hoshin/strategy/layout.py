"""Where the boxes of a strategy map stand: order within layers so that few links cross, then places from left to right.

Pure arithmetic on keys; it knows no rows. Methods: barycentres and adjacent swaps (Sugiyama, Tagawa and Toda 1981),
links over several layers bent at points in between; places by least squares with room kept (pool adjacent violators).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
Slot = tuple[str, Hashable, int]
SWEEPS = 8
BEND_ROOM = 0.22


@dataclass(frozen=True, slots=True)
class MapLayout:
    """`layers` in reading order; `x` is each key's centre, 0–1; `bends` are the points of a link between layers.

    `units` is how many boxes of full room the widest layer holds.
    """

    layers: list[list[Hashable]]
    x: dict[Hashable, float]
    bends: dict[tuple[Hashable, Hashable], list[tuple[int, float]]]
    units: float


def laid_out(
    layers: Sequence[Sequence[K]], links: Iterable[tuple[K, K]], kept: Mapping[K, float] | None = None
) -> MapLayout:
    """Order each layer so that few links cross, and place its keys.

    Keys named in `kept` stand in the order of their numbers; the others find their place between them. Links to
    unknown keys are left out. The same input gives the same map.
    """
    layer_of = {key: depth for depth, layer in enumerate(layers) for key in layer}
    known = sorted(
        {(a, b) for a, b in links if a in layer_of and b in layer_of and a != b},
        key=lambda link: (layer_of[link[0]], list(layers[layer_of[link[0]]]).index(link[0]), repr(link[1])),
    )
    slots, chains = _with_bends(layers, known, layer_of)
    below, above = _neighbours(chains)
    fixed = {("key", key, 0): place for key, place in (kept or {}).items() if key in layer_of}
    best = _best_order(slots, below, above, fixed)
    units = max((_room(layer) for layer in best), default=1.0)
    x = _places(best, below, above, units)
    return MapLayout(
        [[slot[1] for slot in layer if slot[0] == "key"] for layer in best],
        {slot[1]: x[slot] for layer in best for slot in layer if slot[0] == "key"},
        {link: [(slot[2], x[slot]) for slot in chain if slot[0] == "bend"] for link, chain in chains.items()},
        units,
    )


def crossings(layers: Sequence[Sequence[K]], links: Iterable[tuple[K, K]]) -> int:
    """How often links between neighbouring layers cross, in this order. Other links are not counted.

    >>> crossings([["a", "b"], ["c", "d"]], [("a", "d"), ("b", "c")])
    1
    """
    place = {key: (depth, at) for depth, layer in enumerate(layers) for at, key in enumerate(layer)}
    between: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, other in links:
        (high, a), (low, b) = sorted((place[one], place[other]))
        if low == high + 1:
            between[high].append((a, b))
    return sum(_crossed(pairs) for pairs in between.values())


def _crossed(pairs: list[tuple[int, int]]) -> int:
    return sum((a - c) * (b - d) < 0 for at, (a, b) in enumerate(pairs) for c, d in pairs[:at])


def _with_bends(
    layers: Sequence[Sequence[K]], links: Sequence[tuple[K, K]], layer_of: Mapping[K, int]
) -> tuple[list[list[Slot]], dict[tuple[Hashable, Hashable], list[Slot]]]:
    slots: list[list[Slot]] = [[("key", key, 0) for key in layer] for layer in layers]
    chains: dict[tuple[Hashable, Hashable], list[Slot]] = {}
    for cause, effect in links:
        start, end = layer_of[cause], layer_of[effect]
        step = 1 if end > start else -1
        bends: list[Slot] = [("bend", (cause, effect), depth) for depth in range(start + step, end, step)]
        for bend in bends:
            slots[bend[2]].append(bend)
        chains[(cause, effect)] = [("key", cause, 0), *bends, ("key", effect, 0)]
    return slots, chains


def _neighbours(
    chains: Mapping[tuple[Hashable, Hashable], list[Slot]],
) -> tuple[dict[Slot, list[Slot]], dict[Slot, list[Slot]]]:
    """For each slot those that it is linked with one way along the chains, and the other way."""
    onward: dict[Slot, list[Slot]] = defaultdict(list)
    back: dict[Slot, list[Slot]] = defaultdict(list)
    for chain in chains.values():
        for one, other in pairwise(chain):
            onward[one].append(other)
            back[other].append(one)
    return onward, back


def _best_order(
    slots: list[list[Slot]],
    onward: Mapping[Slot, list[Slot]],
    back: Mapping[Slot, list[Slot]],
    fixed: Mapping[Slot, float],
) -> list[list[Slot]]:
    depth_of = {slot: depth for depth, layer in enumerate(slots) for slot in layer}
    linked: dict[Slot, dict[int, list[Slot]]] = {}
    for slot, depth in depth_of.items():
        near: dict[int, list[Slot]] = {-1: [], 0: [], 1: []}
        for other in [*onward.get(slot, ()), *back.get(slot, ())]:
            near[max(-1, min(1, depth_of[other] - depth))].append(other)
        linked[slot] = near
    best: list[list[Slot]] = []
    fewest: int | None = None
    for start in (slots, [layer[::-1] for layer in slots]):
        order = [_kept_in_order(layer, fixed) for layer in start]
        for sweep in range(SWEEPS):
            found = _total(order, linked)
            if fewest is None or found < fewest:
                best, fewest = [list(layer) for layer in order], found
            if fewest == 0:
                return best
            downward = sweep % 2 == 0
            depths = range(len(order)) if downward else reversed(range(len(order)))
            for depth in depths:
                order[depth] = _by_barycentre(order, depth, -1 if downward else 1, linked, fixed)
            while sum(_swapped(order, depth, linked, fixed) for depth in range(len(order))):
                pass
        found = _total(order, linked)
        if fewest is None or found < fewest:
            best, fewest = [list(layer) for layer in order], found
    return best


def _kept_in_order(layer: Sequence[Slot], fixed: Mapping[Slot, float]) -> list[Slot]:
    """The layer with its kept slots in their order, on the places that kept slots have in it."""
    kept = iter(sorted((slot for slot in layer if slot in fixed), key=lambda slot: fixed[slot]))
    return [next(kept) if slot in fixed else slot for slot in layer]


def _by_barycentre(
    order: list[list[Slot]],
    depth: int,
    side: int,
    linked: Mapping[Slot, dict[int, list[Slot]]],
    fixed: Mapping[Slot, float],
) -> list[Slot]:
    layer = order[depth]
    if not 0 <= depth + side < len(order):
        return layer
    beside = {slot: at for at, slot in enumerate(order[depth + side])}
    scale = len(layer) / max(len(beside), 1)

    def centre(at: int, slot: Slot) -> float:
        places = [beside[other] for other in linked[slot][side]]
        return scale * sum(places) / len(places) if places else float(at)

    centres = {slot: centre(at, slot) for at, slot in enumerate(layer)}
    return _kept_in_order(sorted(layer, key=lambda slot: centres[slot]), fixed)


def _swapped(
    order: list[list[Slot]], depth: int, linked: Mapping[Slot, dict[int, list[Slot]]], fixed: Mapping[Slot, float]
) -> bool:
    """Swap neighbours of a layer wherever that takes crossings away; whether any were swapped."""
    layer, has_swapped = order[depth], False
    place = {
        slot: at for near in (depth - 1, depth + 1) if 0 <= near < len(order) for at, slot in enumerate(order[near])
    }
    for at in range(len(layer) - 1):
        left, right = layer[at], layer[at + 1]
        if left in fixed and right in fixed:
            continue
        now = then = 0
        for side in (-1, 1):
            for one in linked[left][side]:
                for other in linked[right][side]:
                    now += place[one] > place[other]
                    then += place[one] < place[other]
        if then < now:
            layer[at], layer[at + 1] = right, left
            has_swapped = True
    return has_swapped


def _total(order: Sequence[Sequence[Slot]], linked: Mapping[Slot, dict[int, list[Slot]]]) -> int:
    return crossings(order, [(slot, other) for layer in order for slot in layer for other in linked[slot][1]])


def _room(layer: Sequence[Slot]) -> float:
    return sum(1.0 if slot[0] == "key" else BEND_ROOM for slot in layer) or 1.0


def _places(
    order: Sequence[Sequence[Slot]],
    onward: Mapping[Slot, list[Slot]],
    back: Mapping[Slot, list[Slot]],
    units: float,
) -> dict[Slot, float]:
    """Centres in 0–1: spread evenly at first, then drawn towards what they are linked with, never closer than room."""
    x: dict[Slot, float] = {}
    for layer in order:
        taken = _room(layer)
        left = 0.0
        for slot in layer:
            room = 1.0 if slot[0] == "key" else BEND_ROOM
            x[slot] = (left + room / 2) / taken
            left += room
    for _ in range(SWEEPS):
        for layer in order:
            wanted = []
            for slot in layer:
                others = [x[other] for other in [*onward.get(slot, ()), *back.get(slot, ())]]
                pull = sum(others) / len(others) if others else x[slot]
                wanted.append((x[slot] + pull) / 2)
            x.update(zip(layer, _apart(layer, wanted, units)))
    return x


def _apart(layer: Sequence[Slot], wanted: Sequence[float], units: float) -> list[float]:
    """The places nearest to those wanted (least squares) that keep order, room and borders."""
    rooms = [(1.0 if slot[0] == "key" else BEND_ROOM) / units for slot in layer]
    offsets, left = [], 0.0
    for room in rooms:
        offsets.append(left + room / 2)
        left += room
    spare = max(0.0, 1.0 - left)
    blocks: list[list[float]] = []
    for place, offset in zip(wanted, offsets):
        blocks.append([place - offset, 1.0])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            value, weight = blocks.pop()
            other = blocks[-1]
            blocks[-1] = [(other[0] * other[1] + value * weight) / (other[1] + weight), other[1] + weight]
    shifts = [min(max(value, 0.0), spare) for value, weight in blocks for _ in range(int(weight))]
    return [shift + offset for shift, offset in zip(shifts, offsets)]
