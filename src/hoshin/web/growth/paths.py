"""The graph of career moves as a drawing: a column for each job family, the role one begins in at the bottom of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.growth.models import CareerMove, JobRole, MoveKind

WIDTH, HEIGHT, ACROSS, UP, TOP, SIDE = 168, 46, 236, 84, 40, 34
# More than these are a table alone: their lines could not be told apart.
MOST_FAMILIES, MOST_ROLES, LONGEST_NAME = 6, 48, 22


@dataclass(frozen=True, slots=True)
class DrawnRole:
    """A role at the upper left corner of its box."""

    row: JobRole
    x: int
    y: int

    @property
    def name(self) -> str:
        return self.row.name if len(self.row.name) <= LONGEST_NAME else f"{self.row.name[: LONGEST_NAME - 1]}…"


@dataclass(frozen=True, slots=True)
class DrawnMove:
    """A move as a path of SVG from box to box."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class CareerPicture:
    """The whole drawing: families with the middle of their columns, roles, moves."""

    width: int
    height: int
    families: list[tuple[str, int]]
    roles: list[DrawnRole]
    moves: list[DrawnMove]


def career_picture(roles: Sequence[JobRole], moves: Sequence[CareerMove]) -> CareerPicture | None:
    """The drawing; None where there is nothing to draw, or too much of it."""
    families: dict[str, list[JobRole]] = defaultdict(list)
    for role in roles:
        families[role.job_family].append(role)
    if not moves or len(families) > MOST_FAMILIES or len(roles) > MOST_ROLES:
        return None
    ranks = _ranks(roles, moves)
    most = max(len(rows) for rows in families.values())
    places: dict[int, DrawnRole] = {}
    for column, rows in enumerate(families.values()):
        ordered = sorted(rows, key=lambda role: (ranks[role.pk], role.code))
        for step, role in enumerate(ordered):
            places[role.pk] = DrawnRole(role, SIDE + column * ACROSS, TOP + (most - 1 - step) * UP)
    drawn = [DrawnMove(move.kind, _path(places[move.from_role_id], places[move.to_role_id])) for move in moves]
    middles = [(name, SIDE + column * ACROSS + WIDTH // 2) for column, name in enumerate(families)]
    width = 2 * SIDE + (len(families) - 1) * ACROSS + WIDTH
    return CareerPicture(width, TOP + (most - 1) * UP + HEIGHT + 28, middles, list(places.values()), drawn)


def _ranks(roles: Sequence[JobRole], moves: Sequence[CareerMove]) -> dict[int, int]:
    """How many steps upward lead to a role at most; a circle ends with the number of roles."""
    ranks = {role.pk: 0 for role in roles}
    upward = [(move.from_role_id, move.to_role_id) for move in moves if move.kind == MoveKind.UPWARD]
    for _ in roles:
        before = dict(ranks)
        for start, end in upward:
            ranks[end] = min(max(ranks[end], ranks[start] + 1), len(roles))
        if ranks == before:
            break
    return ranks


def _path(start: DrawnRole, end: DrawnRole) -> str:
    """Upwards from edge to edge, and in a curve from column to column; round the boxes that lie between."""
    if start.x == end.x:
        middle = start.x + WIDTH // 2
        if start.y - end.y == UP:
            return f"M{middle} {start.y}V{end.y + HEIGHT}"
        edge, from_y, to_y = start.x + WIDTH, start.y + HEIGHT // 2, end.y + HEIGHT // 2
        return f"M{edge} {from_y}C{edge + SIDE} {from_y} {edge + SIDE} {to_y} {edge} {to_y}"
    is_right = end.x > start.x
    from_x, to_x = (start.x + WIDTH, end.x) if is_right else (start.x, end.x + WIDTH)
    # Ways there and back leave and arrive at heights of their own.
    from_y, to_y = start.y + HEIGHT // 3, end.y + 2 * HEIGHT // 3
    if abs(end.x - start.x) > ACROSS:
        turn, below = (SIDE if is_right else -SIDE), start.y + (HEIGHT + UP) // 2
        there = f"C{from_x + turn} {from_y} {from_x + turn // 2} {below} {from_x + 2 * turn} {below}H{to_x - 2 * turn}"
        return f"M{from_x} {from_y}{there}C{to_x - turn // 2} {below} {to_x - turn} {to_y} {to_x} {to_y}"
    bend = (to_x - from_x) // 2
    return f"M{from_x} {from_y}C{from_x + bend} {from_y} {to_x - bend} {to_y} {to_x} {to_y}"
