"""What an initiative costs, period by period, and in all."""

from collections.abc import Iterable
from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.initiatives.models import Initiative, InitiativeCost
from hoshin.initiatives.policies import costs_visible_to


@dataclass(frozen=True, slots=True)
class CostLine:
    """The costs of a period; `variance`: actual above planned, None where one of them is not known."""

    row: InitiativeCost

    @property
    def variance(self) -> float | None:
        if self.row.planned is None or self.row.actual is None:
            return None
        return self.row.actual - self.row.planned


@dataclass(frozen=True, slots=True)
class CostSums:
    """What is planned and was spent in all; `planned_so_far`: in periods that are over. None: nothing is known."""

    lines: tuple[CostLine, ...]
    planned: float | None
    actual: float | None
    planned_so_far: float | None
    budget: float | None

    @property
    def left(self) -> float | None:
        """What is left of the budget."""
        return None if self.budget is None else self.budget - (self.actual or 0.0)


def costs_of(actor: Actor, initiative: Initiative) -> CostSums:
    """The costs of an initiative in the order of their periods. One query."""
    rows = list(costs_visible_to(actor).filter(initiative=initiative).order_by("starts_on", "pk"))
    today = clock.today()
    return CostSums(
        tuple(map(CostLine, rows)),
        _sum(row.planned for row in rows),
        _sum(row.actual for row in rows),
        _sum(row.planned for row in rows if row.period.end < today),
        initiative.budget,
    )


def _sum(amounts: Iterable[float | None]) -> float | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None
