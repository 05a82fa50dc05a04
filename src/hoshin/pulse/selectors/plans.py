"""Action plans on results, and what the next wave says of each."""

from dataclasses import dataclass

from django.db.models import QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.pulse.models import ActionPlan, Wave, WaveResult, WaveUnit
from hoshin.pulse.policies import plans_visible_to, results_visible_to
from hoshin.pulse.selectors.waves import wave_before


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """The next wave of the same survey after a plan, and whether its driver moved there since the wave `before` it.

    `result` is None where the wave tells nothing of it; its `change` where the people are not the same.
    """

    wave: Wave
    before: Wave
    result: WaveResult | None


def plan_by_code(actor: Actor, code: str) -> ActionPlan:
    """The plan of that code. NotFound where the actor sees none."""
    found = plans_visible_to(actor).filter(code=code).select_related("wave", "unit", "owner").first()
    if found is None:
        raise NotFound("action of a survey", code)
    return found


def plans_of(actor: Actor, unit: WaveUnit) -> QuerySet[ActionPlan]:
    """The plans for a unit's result, the open ones first."""
    return plans_visible_to(actor).filter(unit=unit).select_related("owner").order_by("concluded_on", "due_on", "pk")


def check_of_plan(actor: Actor, plan: ActionPlan) -> PlanCheck | None:
    """What the next closed wave of the survey says of the driver; None where there is none yet.

    One that was sent before the action was planned, or on that day, says nothing of it.
    """
    later = Wave.objects.filter(
        survey=plan.wave.survey, opened_on__gt=plan.planned_on, closed_on__isnull=False, is_named=False
    )
    wave = later.exclude(pk=plan.wave_id).order_by("closed_on", "pk").first()
    if wave is None:
        return None
    rows = results_visible_to(actor).filter(wave=wave, driver=plan.driver, unit__unit=plan.unit.unit_id)
    if plan.unit.unit_id is None:
        rows = rows.filter(unit__parent=None)
    return PlanCheck(wave, wave_before(wave) or plan.wave, rows.first())
