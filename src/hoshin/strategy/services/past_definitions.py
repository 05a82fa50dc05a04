"""Keeps what a plan said when it changes, so that a change never rewrites a past score unless somebody asks for it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Min

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base.dated import SaidUntil, begin_of, said_since
from hoshin.base.events import publish
from hoshin.base.outcome import Outcome
from hoshin.measures.models import Actual
from hoshin.strategy.definitions import PLAN_DEFINITIONS, DatedPlanDefinition
from hoshin.strategy.events import StructureChanged
from hoshin.strategy.models import Objective, Plan


def keep_what_plans_said(
    before: Mapping[int, DatedPlanDefinition], plans: Collection[Plan], since: date | None
) -> dict[int, date | None]:
    """Keep the past of plans that were changed just now: what they say holds from a day on (None: always).

    A plan that was never scored before the period of that day has nothing to keep: there the change holds from the
    beginning. Returns from when it holds, by plan id.
    """
    changed = [plan for plan in plans if before[plan.pk] != PLAN_DEFINITIONS.by(plan)]
    if not changed:
        return {}
    begins = {plan.pk: begin_of(since, plan.period_frequency, _first_value(plan)) for plan in changed}
    PLAN_DEFINITIONS.keep(before, changed, begins)
    return begins


def let_plan_say_earlier(plan: Plan, said: Collection[str], since: date | None) -> bool:
    """Let what a plan says in these columns hold from an earlier day as well (None: always); whether it did not yet."""
    return PLAN_DEFINITIONS.extend(plan, begin_of(since, plan.period_frequency, _first_value(plan)), said)


def plan_said_if(
    plan: Plan, wanted: Plan, since: date | None, said: Collection[str]
) -> list[SaidUntil[DatedPlanDefinition]]:
    """What a plan would say and have said, were it as wanted in these columns from a day on (None: from the beginning)."""
    begins = begin_of(since, plan.period_frequency, _first_value(plan))
    return said_since(PLAN_DEFINITIONS.spans_of([plan])[plan.pk], begins, PLAN_DEFINITIONS.asked(plan, wanted, said))


def restore_past_plan_definitions(
    actor: Actor, rows: Mapping[Plan, Sequence[SaidUntil[DatedPlanDefinition]]]
) -> Outcome:
    """Let plans have said what is given, and nothing else, before what they say now; as another installation knew it."""
    require(actor, Right.IMPORT)
    with act(actor, "restore_past_plan_definitions"):
        touched = PLAN_DEFINITIONS.restore(rows)
        for plan in sorted(touched):
            publish(StructureChanged(plan))
    return Outcome(changed=len(touched), unchanged=len(rows) - len(touched))


def _first_value(plan: Plan) -> date:
    """A day on or before the first one that a score of the plan may rest on: what left the plan was scored as well."""
    if not Objective.everything.filter(plan=plan).exists():
        return date.max
    first = Actual.objects.filter(superseded_at=None).aggregate(Min("period"))["period__min"]
    return first or date.max
