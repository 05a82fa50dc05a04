"""The most useful levers of a score, as far as somebody may see them."""

from dataclasses import dataclass
from functools import partial

from django.db.models import Q

from hoshin.accounts.access import Actor, Right
from hoshin.base.periods import Period
from hoshin.scenarios.assembly.levers import Lever, levers_below
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.policies import nodes_visible_to
from hoshin.scorecards.selectors.lines import ShownThing, things_of
from hoshin.scorecards.selectors.nodes import seen_among
from hoshin.strategy.models import Plan


@dataclass(frozen=True, slots=True)
class LeverLine:
    """A lever and what it is; `score` is the top's move in points."""

    lever: Lever
    line: ShownThing


@dataclass(frozen=True, slots=True)
class LeversShown:
    """The most useful levers of a score, the best first."""

    lines: tuple[LeverLine, ...]
    is_too_large: bool


def levers(actor: Actor, plan: Plan, period: Period, top: int | None = None) -> LeversShown:
    """Which single measure, brought to its target, moves a score most (default: that of the plan)."""
    nodes = nodes_visible_to(actor).filter(plan=plan)
    node = nodes.filter(pk=top) if top else nodes.filter(kind=NodeKind.PLAN)
    found_top = node.values_list("pk", "kind").first()
    if found_top is None:
        return LeversShown((), is_too_large=False)
    pk, kind = found_top
    found = levers_below(
        plan,
        pk,
        period,
        None if actor.has(Right.SEE_PRIVATE) else partial(seen_among, actor),
        is_whole=kind == NodeKind.PLAN,
    )
    lines = things_of(actor, Q(pk__in=[one.node for one in found.found])) if found.found else {}
    shown = tuple(LeverLine(one, lines[one.node]) for one in found.found if one.node in lines)
    return LeversShown(shown, found.is_too_large)
