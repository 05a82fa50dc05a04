"""What the sheets of plans, perspectives and objectives say of how a score follows from those of the parts."""

from dataclasses import replace
from typing import Any

from hoshin.base.sheets import Column, ColumnKind, choice, whole
from hoshin.strategy.choices import RollUpWay

# An empty cell leaves what is stored: who may not see all parts of a thing is not told how they count for it.
ROLLING_UP: tuple[Column, ...] = (
    choice("aggregator", RollUpWay.values, RollUpWay.MEAN.value, is_kept=True),
    replace(whole("kth", 1, default=2), is_kept=True),
)

# Whether the score of what it counts for can be no higher than its own, where that rolls up by a gate.
CRITICAL = Column("critical", ColumnKind.YES_NO, default=False, field="is_critical")


def told(tells: bool, row: Any) -> Any:
    """The row as somebody may see it, without how its parts count for it where they may not see all of these."""
    return row if tells else row._replace(aggregator=None, kth=None)
