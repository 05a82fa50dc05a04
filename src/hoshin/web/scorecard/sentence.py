"""The words above a scorecard: how many report, what moved most, what is late and who supplies it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hoshin.scorecards.selectors import NodeLine
from hoshin.scorecards.statuses import BY_CODE

LATE = BY_CODE["late"]
MOVED_FROM = 0.5
NAMED = 3


@dataclass(frozen=True, slots=True)
class LateLine:
    """A value that is overdue, and who supplies it."""

    line: NodeLine
    supplier: str


@dataclass(frozen=True, slots=True)
class ScorecardSentence:
    """Counts of objectives (of measures where there are none), the line that moved most, and what is late."""

    counted: str
    total: int
    reporting: int
    moved: NodeLine | None
    late: list[LateLine] = field(default_factory=list)
    late_total: int = 0


def standing(lines: Sequence[NodeLine]) -> ScorecardSentence:
    """How a scorecard stands; each thing counts once, wherever it is shown."""
    once = {line.node: line for line in lines}
    objectives = [line for line in once.values() if line.kind == "objective"]
    measures = [line for line in once.values() if line.kind == "measure"]
    counted = objectives or measures
    moving = [line for line in counted if line.delta is not None and abs(line.delta) >= MOVED_FROM]
    late = [line for line in measures if line.computed_status == LATE]
    return ScorecardSentence(
        "objective" if objectives else "measure",
        len(counted),
        sum(line.score is not None for line in counted),
        max(moving, key=lambda line: abs(line.delta or 0.0), default=None),
        [LateLine(line, line.supplier) for line in late[:NAMED]],
        len(late),
    )
