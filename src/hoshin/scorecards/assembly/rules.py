"""What a plan says of its scores, period by period: cut points, least coverage, and the scale of its statuses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoshin.base.dated import SaidUntil, runs_between, said_on
from hoshin.base.periods import Period
from hoshin.engine.scoring import Cuts
from hoshin.strategy.choices import StatusScale
from hoshin.strategy.definitions import PLAN_DEFINITIONS, DatedPlanDefinition
from hoshin.strategy.models import Plan


@dataclass(frozen=True, slots=True)
class Rule:
    """What a plan says on one day, as scoring takes it."""

    cuts: Cuts
    min_coverage: float
    has_marks: bool

    @classmethod
    def of(cls, said: DatedPlanDefinition) -> "Rule":
        return cls(Cuts(said.red_below, said.green_from), said.min_coverage, said.status_scale == StatusScale.PROGRESS)


@dataclass(frozen=True, slots=True)
class Rules:
    """All that a plan ever said, oldest first, the last being what it says now."""

    spans: tuple[SaidUntil[DatedPlanDefinition], ...]

    @classmethod
    def of(cls, plan: Plan) -> "Rules":
        """Those of a plan. One query, where what it said was not read `within` that of the plan, as `said`."""
        read: Sequence[Mapping[str, Any]] | None = getattr(plan, "said", None)
        if read is None:
            past = (
                PLAN_DEFINITIONS.spans_of([plan])[plan.pk] if plan.pk else [SaidUntil(None, PLAN_DEFINITIONS.by(plan))]
            )
            return cls(tuple(past))
        return cls((*PLAN_DEFINITIONS.read(read), SaidUntil(None, PLAN_DEFINITIONS.by(plan))))

    def on(self, day: date) -> Rule:
        """What the plan said on a day."""
        return Rule.of(said_on(self.spans, day))

    def runs(self, periods: Sequence[Period]) -> list[tuple[list[int], Rule]]:
        """The columns of periods in which the plan said the same, with what it said: a period takes its last day's."""
        days = [span.until for span in self.spans if span.until]
        return [(columns, self.on(periods[columns[0]].end)) for columns in runs_between(days, periods)]
