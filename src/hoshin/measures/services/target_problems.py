"""What must be true of a target beyond its columns, as problems with a way out."""

import math
from collections.abc import Iterator

from hoshin.base.errors import Problem
from hoshin.base.periods import Frequency
from hoshin.base.wordings import Said, sentence
from hoshin.measures.assembly import faults_of_lines
from hoshin.measures.models import Direction, Target
from hoshin.measures.rows import TargetRow
from hoshin.measures.services.validity import first_day_problems


def target_problems(row: TargetRow | Target, *, direction: str, code: str) -> list[Problem]:
    """What is wrong with the numbers of one target."""
    found = []
    numbers = {name: getattr(row, name) for name in Target.VALUES}
    given = {name: value for name, value in numbers.items() if value is not None}
    for name, value in given.items():
        if not math.isfinite(value):
            found.append(
                Problem(
                    Said("%(code)s: %(name)s is not a number.", code=code, name=name),
                    field=name,
                    value=str(value),
                    remedy="Write a finite number.",
                )
            )
    if not given:
        found.append(
            Problem(
                Said("%(code)s: a target needs at least one number.", code=code),
                field="target",
                remedy="Fill one in, or remove it.",
            )
        )
    if found:
        return found
    found += [*_band_problems(given, direction, code), *_line_problems(given, direction, code)]
    if given.get("tolerance", 0.0) < 0:
        found.append(
            Problem(
                Said("%(code)s: the tolerance cannot be negative.", code=code),
                field="tolerance",
                value=f"{given['tolerance']:g}",
                remedy="Write 0 or more.",
            )
        )
    return found + _period_problems(row, code)


def _band_problems(given: dict[str, float], direction: str, code: str) -> Iterator[Problem]:
    if "low" not in given or "high" not in given:
        return
    low, high = given["low"], given["high"]
    if low > high:
        yield Problem(
            Said("%(code)s: low must lie below high.", code=code),
            field="low",
            value=f"{low:g}",
            remedy=Said("Write less than %(high)s, or exchange the two.", high=f"{high:g}"),
        )
    elif low == high and not given.get("tolerance") and not ("worst" in given and "best" in given):
        yield Problem(
            Said("%(code)s: low must lie below high.", code=code),
            field="low",
            value=f"{low:g}",
            remedy="Write less, or give a tolerance: how far beside a band of one value nothing is left of the score.",
        )
    elif direction == Direction.BAND and (given.get("worst", low) > low or given.get("best", high) < high):
        yield Problem(
            Said("%(code)s: worst lies below the band, best above it.", code=code),
            field="worst" if given.get("worst", low) > low else "best",
            value=f"{given['worst' if given.get('worst', low) > low else 'best']:g}",
            remedy=Said("Write numbers outside %(low)s to %(high)s.", low=f"{low:g}", high=f"{high:g}"),
        )


_SAYS = {
    Direction.HIGHER: {
        "direction_disagrees_with_anchors": "%(code)s: where %(direction)s, the red line lies below the green one.",
        "direction_disagrees_with_target": "%(code)s: where %(direction)s, the target lies above the baseline.",
        "anchors_not_monotone": "%(code)s: where %(direction)s, worst, red, green and best ascend.",
    },
    Direction.LOWER: {
        "direction_disagrees_with_anchors": "%(code)s: where %(direction)s, the red line lies above the green one.",
        "direction_disagrees_with_target": "%(code)s: where %(direction)s, the target lies below the baseline.",
        "anchors_not_monotone": "%(code)s: where %(direction)s, worst, red, green and best descend.",
    },
}
_FIELD = {"direction_disagrees_with_anchors": "red", "direction_disagrees_with_target": "target"}
_ANCHORS = ("worst", "best", "red", "green")


def _line_problems(given: dict[str, float], direction: str, code: str) -> Iterator[Problem]:
    """Lines and targets on the wrong side of each other. Equal red and green lines are a step."""
    if direction not in (Direction.HIGHER, Direction.LOWER):
        return
    kind = Direction(direction)
    found = faults_of_lines(given, is_higher=kind is Direction.HIGHER)
    if "direction_disagrees_with_anchors" in found:
        # Told once: where the two lines are the wrong way round, the order of all four is as well.
        found = [word for word in found if word != "anchors_not_monotone"]
    for word in found:
        field = _FIELD.get(word) or next(name for name in _ANCHORS if name in given)
        yield Problem(
            Said(_SAYS[kind][word], code=code, direction=sentence(kind.label)),
            field=field,
            value=f"{given[field]:g}",
            remedy=Said("Exchange the numbers, or change the direction of %(code)s.", code=code),
        )


def _period_problems(row: TargetRow | Target, code: str) -> list[Problem]:
    if (row.starts_on is None) != (row.frequency == ""):
        return [
            Problem(
                Said("%(code)s: a target's period needs both its first day and its length.", code=code),
                field="starts_on",
            )
        ]
    if row.starts_on is None:
        return []
    if row.frequency not in set(Frequency):
        return [
            Problem(
                Said("%(code)s: there is no such period length.", code=code), field="frequency", value=row.frequency
            )
        ]
    return first_day_problems(code, row.starts_on, Frequency(row.frequency), "starts_on")
