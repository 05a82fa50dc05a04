"""What commentary is asked for and missing, as pages list it."""

from dataclasses import dataclass

from django.http import HttpRequest

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.commentary.asking import commentary_missing, statuses_asked
from hoshin.scorecards.models import Node
from hoshin.scorecards.selectors import period_for
from hoshin.strategy.models import Plan
from hoshin.strategy.policies import plans_visible_to
from hoshin.web.said import address_of


@dataclass(frozen=True, slots=True)
class MissingRow:
    """Something of which a word is asked for."""

    node: Node
    plan: Plan
    period: Period

    @property
    def address(self) -> str:
        unit = self.node.unit.code if self.node.unit else ""
        return address_of(self.node.kind, self.node.thing.code, self.period, unit)


def missing_of(request: HttpRequest, actor: Actor) -> list[MissingRow]:
    """Of all plans or the one that the address names, in its period or the latest; `whose=own`: of one's own alone."""
    code, wanted = request.GET.get("plan", "").casefold(), request.GET.get("period") or None
    rows = []
    for plan in plans_visible_to(actor):
        if not statuses_asked(plan) or code not in ("", plan.code.casefold()):
            continue
        period = period_for(plan, wanted if code else None)
        if period is not None:
            found = commentary_missing(actor, plan, period, is_own=request.GET.get("whose") == "own")
            rows += [MissingRow(node, plan, period) for node in found]
    return rows
