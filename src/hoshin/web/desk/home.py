"""What moved of what somebody owns or follows by a star, on home."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.desk.selectors import starred
from hoshin.measures.policies import measures_visible_to
from hoshin.org.relations import is_self
from hoshin.scorecards.selectors import NodeLine, lines_of_goals, periods_and_choice
from hoshin.strategy.policies import objectives_visible_to, plans_visible_to
from hoshin.web.access import actor_of
from hoshin.web.home_parts import HomePart
from hoshin.web.wording import rounded

MOST, MOST_FOLLOWED = 5, 200


def _moved(request: HttpRequest) -> dict[str, Any] | None:
    """In the first plan, which is the one that the scorecard shows, since the period before."""
    actor = actor_of(request)
    plan = plans_visible_to(actor).first()
    period = periods_and_choice(plan, None)[1] if plan is not None else None
    if plan is None or period is None:
        return None
    objectives, measures = _followed(actor)
    found = lines_of_goals(actor, plan, objectives, measures, period).values() if objectives or measures else ()
    moved = [line for line in found if line.delta is not None and rounded(line.delta)]
    moved.sort(key=lambda line: -abs(_delta(line)))
    return {"moved": moved[:MOST], "follows": bool(found), "period": period, "before": period.shift(-1)}


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
