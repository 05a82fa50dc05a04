"""The most useful levers of a score, as far as somebody may see them."""

from dataclasses import dataclass
from functools import partial

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.scenarios.assembly.levers import Lever, levers_below
from hoshin.scorecards.models import NodeKind
from hoshin.scorecards.policies import nodes_visible_to
from hoshin.scorecards.selectors.lines import NodeLine, lines_of
from hoshin.scorecards.selectors.nodes import seen_among
from hoshin.strategy.models import Plan


@dataclass(frozen=True, slots=True)
class LeverLine:
    """A lever and what it is; `score` is the top's move in points."""

    lever: Lever
    line: NodeLine


@dataclass(frozen=True, slots=True)
class LeversShown:
    """The most useful levers of a score, the best first."""

    lines: tuple[LeverLine, ...]
    is_too_large: bool


def levers(actor: Actor, plan: Plan, period: Period, top: int | None = None) -> LeversShown:
    """Which single measure, brought to its target, moves a score most (default: that of the plan)."""
    nodes = nodes_visible_to(actor).filter(plan=plan)
    node = nodes.filter(pk=top) if top else nodes.filter(kind=NodeKind.PLAN)
    found_top = node.values_list("pk", flat=True).first()
    if found_top is None:
        return LeversShown((), is_too_large=False)
    found = levers_below(plan, found_top, period, partial(seen_among, actor))
    lines = lines_of(actor, plan, [one.node for one in found.found], period) if found.found else {}
    shown = tuple(LeverLine(one, lines[one.node]) for one in found.found if one.node in lines)
    return LeversShown(shown, found.is_too_large)
