"""Of what nothing was said by its day: read along with goals, so that a page that has its queries full can tell it."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.checkins.days_off import days_off_found
from hoshin.checkins.policies import check_ins_visible_to
from hoshin.checkins.rhythm import due_day, missed_week
from hoshin.okrs.selectors import GoalLine


def silence_beside(actor: Actor) -> dict[str, ArraySubquery]:
    """What `silent_since` needs to know of each goal, for whoever finds goals."""
    said = check_ins_visible_to(actor).filter(objective=OuterRef("objective"))
    last = said.order_by("measure_id", "-checked_on").distinct("measure_id")
    return {
        "last_said": ArraySubquery(last.values(one=JSONObject(measure="measure_id", day="checked_on"))),
        "owner_off": days_off_found("objective__owner"),
    }


def silent_since(goal: GoalLine) -> dict[int, date]:
    """By the numbers of measures the last day by which something was to be said of a goal that runs, where it was not.

    The goal was found with `silence_beside`.
    """
    row: Any = goal.commitment
    objective, today = row.objective, clock.today()
    if row.is_draft or objective.due_date is None or objective.due_date < today:
        return {}
    week = missed_week(today, 0, set(row.owner_off))
    asked_by = due_day(week, set(row.owner_off))
    if objective.start_date is not None and objective.start_date > asked_by:
        return {}
    last = {one["measure"]: date.fromisoformat(one["day"]) for one in row.last_said}
    return {measure.pk: asked_by for measure in goal.measures if last.get(measure.pk, date.min) < week.start}
