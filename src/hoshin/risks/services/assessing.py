"""Judging how likely and how grave a risk is, on a day, and why."""

from datetime import date
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.risks.models import Risk, RiskAssessment
from hoshin.risks.policies import require_may_write
from hoshin.risks.services.restating import restate
from hoshin.risks.validity import assessment_problems, tidied


def assess_risk(
    actor: Actor, *, risk: Risk, reason: str, assessed_on: date | None = None, version: int | None = None, **said: Any
) -> RiskAssessment:
    """Keep an assessment of today, or of an earlier day; a second one of a day takes the place of the first.

    `said`: `likelihood_before`, `impact_before`, `likelihood` and `impact` as steps from 1 to 5, without what figures add,
    and in money `frequency`, `loss_low` and `loss_high`. `version` is that of the risk which the actor read. Conflict:
    somebody changed it meanwhile. Invalid names all that does not fit.
    """
    require_may_write(actor, risk)
    values = {"likelihood_before": None, "impact_before": None, "likelihood": None, "impact": None, **said}
    values |= {"reason": tidied(reason), "assessed_on": assessed_on or clock.today()}
    if problems := assessment_problems(values, risk.kind):
        raise Invalid(problems)
    with act(actor, "assess_risk", name=risk.name) as running:
        # What was read counts: an assessment of a risk that became another meanwhile is none.
        change_row(risk, version=version)
        held = RiskAssessment.objects.filter(risk=risk, assessed_on=values["assessed_on"]).first()
        whole = {"frequency": None, "loss_low": None, "loss_high": None, **values, "assessed_by": actor.name}
        row = change_row(held, version=None, **whole)[0] if held else add_row(RiskAssessment(risk=risk, **whole))
        restate(actor, [risk.pk])
        risk.refresh_from_db()
        running.say(level=risk.level)
        return row
