"""A strategy map as it is drawn: bands, boxes and curves, in shares of the width and pixels of the height."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from hoshin.scorecards.selectors import NodeLine
from hoshin.strategy.layout import MapLayout, laid_out

HEAD = 34
BOX = 84
FOOT = 30
GAP = 16
BAND = HEAD + BOX + FOOT
PORTS = 0.62
FILL = 0.9


@dataclass(slots=True)
class Box:
    """An objective on the map; `left` and `width` in percent of the map."""

    objective: Any
    line: NodeLine | None
    address: str | None
    left: float
    width: float
    drives: list[str] = field(default_factory=list)
    driven_by: list[str] = field(default_factory=list)


@dataclass(slots=True)
class MapBand:
    perspective: Any
    line: NodeLine | None
    top: int
    boxes: list[Box]
    is_even: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """A link: its path in a field 1000 wide, and where its head and its middle are (percent, pixels)."""

    link: Any
    path: str
    head_left: float
    head_top: float
    points_up: bool
    middle_left: float
    middle_top: float


@dataclass(frozen=True, slots=True)
class Drawing:
    bands: list[MapBand]
    curves: list[Curve]
    height: int
    units: float
    is_kept: bool


def drawing_of(
    perspectives: Sequence[Any],
    objectives: Sequence[Any],
    links: Sequence[Any],
    lines: Mapping[tuple[str, int], NodeLine],
    addresses: Mapping[int, str | None],
) -> Drawing:
    """Lay objectives out in the bands of their perspectives; `lines` are by kind and id."""
    members = defaultdict(list)
    for objective in objectives:
        members[objective.perspective_id].append(objective)
    layers = [[objective.pk for objective in members[perspective.pk]] for perspective in perspectives]
    kept = {objective.pk: objective.map_x for objective in objectives if objective.map_x is not None}
    layout = laid_out(layers, [(link.cause_id, link.effect_id) for link in links], kept)
    by_id = {objective.pk: objective for objective in objectives}
    width = 100 * FILL / layout.units
    boxes = {
        pk: Box(by_id[pk], lines.get(("objective", pk)), addresses.get(pk), 100 * layout.x[pk], width) for pk in by_id
    }
    for link in links:
        boxes[link.cause_id].drives.append(link.effect.name)
        boxes[link.effect_id].driven_by.append(link.cause.name)
    bands = [
        MapBand(
            perspective,
            lines.get(("perspective", perspective.pk)),
            depth * (BAND + GAP),
            [boxes[pk] for pk in layout.layers[depth]],
            depth % 2 == 1,
        )
        for depth, perspective in enumerate(perspectives)
    ]
    height = len(bands) * (BAND + GAP) - GAP if bands else 0
    return Drawing(bands, _curves(links, layout, width), height, layout.units, bool(kept))


def _curves(links: Sequence[Any], layout: MapLayout, width: float) -> list[Curve]:
    depth_of = {key: depth for depth, layer in enumerate(layout.layers) for key in layer}
    ends = {link.pk: _sides(depth_of[link.cause_id], depth_of[link.effect_id]) for link in links}
    at = _ports(links, ends, layout, width)
    curves = []
    for link in links:
        up = ends[link.pk][0] == "top"
        start, end = (
            (at[link.pk, "cause"], _edge(depth_of[link.cause_id], ends[link.pk][0])),
            (
                at[link.pk, "effect"],
                _edge(depth_of[link.effect_id], ends[link.pk][1]),
            ),
        )
        if depth_of[link.cause_id] == depth_of[link.effect_id]:
            curves.append(_bow(link, start, end))
            continue
        stops = [start]
        for depth, x in layout.bends.get((link.cause_id, link.effect_id), ()):
            near, far = _edge(depth, "bottom"), _edge(depth, "top")
            stops += [(100 * x, near), (100 * x, far)] if up else [(100 * x, far), (100 * x, near)]
        curves.append(_curve(link, [*stops, end], up))
    return curves


def _sides(cause: int, effect: int) -> tuple[str, str]:
    """At which edges of the boxes a link leaves and arrives; within a band it bows over the boxes."""
    if cause == effect:
        return ("top", "top")
    return ("top", "bottom") if effect < cause else ("bottom", "top")


def _edge(depth: int, side: str) -> float:
    return depth * (BAND + GAP) + HEAD + (0 if side == "top" else BOX)


def _ports(
    links: Sequence[Any], ends: Mapping[int, tuple[str, str]], layout: MapLayout, width: float
) -> dict[tuple[int, str], float]:
    """Where along the edges of boxes links leave and arrive, spread in the order of their other ends."""
    at_edge: dict[tuple[int, str], list[tuple[float, int, str]]] = defaultdict(list)
    for link in links:
        bends = layout.bends.get((link.cause_id, link.effect_id), ())
        toward = bends[0][1] if bends else layout.x[link.effect_id]
        origin = bends[-1][1] if bends else layout.x[link.cause_id]
        at_edge[link.cause_id, ends[link.pk][0]].append((toward, link.pk, "cause"))
        at_edge[link.effect_id, ends[link.pk][1]].append((origin, link.pk, "effect"))
    places = {}
    for (box, _), ports in at_edge.items():
        for number, (_, link, end) in enumerate(sorted(ports)):
            share = (number + 1) / (len(ports) + 1) - 0.5
            places[link, end] = 100 * layout.x[box] + share * PORTS * width
    return places


def _curve(link: Any, stops: list[tuple[float, float]], up: bool) -> Curve:
    parts = [f"M{10 * stops[0][0]:.1f} {stops[0][1]:.1f}"]
    for number, ((x, y), (to_x, to_y)) in enumerate(pairwise(stops)):
        if number % 2:
            parts.append(f"L{10 * to_x:.1f} {to_y:.1f}")
            continue
        half = (y + to_y) / 2
        parts.append(f"C{10 * x:.1f} {half:.1f} {10 * to_x:.1f} {half:.1f} {10 * to_x:.1f} {to_y:.1f}")
    (x, y), (to_x, to_y) = stops[-2:]
    return Curve(link, "".join(parts), to_x, to_y, up, (x + to_x) / 2, (y + to_y) / 2)


def _bow(link: Any, start: tuple[float, float], end: tuple[float, float]) -> Curve:
    (x, y), (to_x, to_y) = start, end
    over = y - 22
    path = f"M{10 * x:.1f} {y:.1f}C{10 * x:.1f} {over:.1f} {10 * to_x:.1f} {over:.1f} {10 * to_x:.1f} {to_y:.1f}"
    return Curve(link, path, to_x, to_y, False, (x + to_x) / 2, y - 16.5)
