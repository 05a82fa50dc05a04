"""How scores follow from those of the parts, as JSON."""

from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from hoshin.api.schemas.definitions import ChangeIn
from hoshin.strategy.choices import RollUpWay

Word = Literal[tuple(RollUpWay.values)]  # type: ignore[valid-type]  # the words that the plan declares
_WORD = (
    "mean: weighted mean; min: the lowest; kth_worst: the k-th lowest; geomean: weighted geometric mean; product: of the "
    "parts as fractions; gate: weighted mean, no higher than any critical part."
)


class PartCounts(Schema):
    code: str
    kind: str = Field(description="perspective, objective or measure.")
    weight: float
    critical: bool = Field(description="Whether the score can be no higher than this part's, under a gate.")


class RollUpOut(Schema):
    """How a plan, a perspective or an objective rolls up; null where you may not see all of its parts."""

    code: str
    kind: str
    version: int
    aggregator: Word | None = Field(description=_WORD)
    kth: int | None = Field(description="Which of the lowest counts, under kth_worst.")
    parts: list[PartCounts] = Field(description="What counts for it, as far as you may see it.")


class RollUpIn(ChangeIn):
    """Left out: as it is."""

    aggregator: Word | None = Field(default=None, description=_WORD)
    kth: int | None = Field(default=None, ge=1, le=32767, description="Which of the lowest counts, under kth_worst.")
    critical: list[str] | None = Field(
        default=None, max_length=1000, description="Codes of the parts that are critical."
    )


def roll_up_out(thing: Any, parts: list[Any], tells: bool) -> dict[str, Any]:
    return {
        "code": thing.code,
        "kind": thing._meta.model_name,
        "version": thing.version,
        "aggregator": thing.aggregator if tells else None,
        "kth": thing.kth if tells else None,
        "parts": [_part(row) for row in parts],
    }


def part_of(row: Any) -> Any:
    """What counts, by the row that says how: a perspective, an objective, or the child of a contribution."""
    return getattr(row, "child", row)


def _part(row: Any) -> dict[str, Any]:
    part = part_of(row)
    return {"code": part.code, "kind": part._meta.model_name, "weight": row.weight, "critical": row.is_critical}
