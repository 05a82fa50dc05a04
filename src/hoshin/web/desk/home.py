"""What moved of what somebody owns or follows by a star, on home."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.codes import told_apart
from hoshin.base.periods import Period
from hoshin.desk.selectors import starred
from hoshin.measures.policies import measures_visible_to
from hoshin.org.relations import is_self
from hoshin.scorecards.selectors import NodeLine, lines_of_goals, periods_and_choice, plans_where_counted
from hoshin.strategy.policies import objectives_visible_to
from hoshin.web.access import actor_of
from hoshin.web.home_parts import HomePart
from hoshin.web.wording import rounded

MOST, MOST_FOLLOWED, MOST_PLANS = 5, 200, 2


@dataclass(frozen=True, slots=True)
class MovedLine:
    """How something stands, the period before, since when it moved, and how it is called beside the others."""

    line: NodeLine
    before: Period
    name: str


def _moved(request: HttpRequest) -> dict[str, Any]:
    """What of it has a score, in the plans where most of it counts: what moved most first."""
    actor = actor_of(request)
    objectives, measures = _followed(actor)
    plans = plans_where_counted(actor, objectives, measures)[:MOST_PLANS] if objectives or measures else []
    moved: list[tuple[NodeLine, Period]] = []
    for plan in plans:
        period = periods_and_choice(plan, None)[1]
        if period is not None:
            lines = lines_of_goals(actor, plan, objectives, measures, period).values()
            moved += [(line, period.shift(-1)) for line in lines if rounded(_delta(line))]
    moved = sorted(moved, key=lambda one: -abs(_delta(one[0])))[:MOST]
    names = told_apart([(line.code, line.name) for line, _before in moved])
    return {"moved": [MovedLine(*one, name) for one, name in zip(moved, names, strict=True)], "follows": bool(plans)}


def _delta(line: NodeLine) -> float:
    return line.delta or 0.0


def _followed(actor: Actor) -> tuple[set[int], set[int]]:
    """Objectives and measures that the actor owns or starred."""
    objectives = set(
        objectives_visible_to(actor).filter(is_self(actor, "owner")).values_list("pk", flat=True)[:MOST_FOLLOWED]
    )
    measures = set(
        measures_visible_to(actor).filter(is_self(actor, "owner")).values_list("pk", flat=True)[:MOST_FOLLOWED]
    )
    for one in starred(actor):
        if one.kind in ("objective", "measure"):
            (objectives if one.kind == "objective" else measures).add(one.number)
    return objectives, measures


PARTS = (HomePart("moved", _("What moved"), "desk", "desk/_home.html", _moved, 25),)
