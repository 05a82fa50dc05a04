"""At its review date a decision is held against what came of it: how it was taken and how it turned out are two things."""

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.wordings import Said
from hoshin.decisions.models import Decision, DecisionReview, DecisionState
from hoshin.decisions.outcomes import realised_of
from hoshin.decisions.policies import require_may_change
from hoshin.decisions.validity import review_problems, tidied


def review_decision(
    actor: Actor,
    *,
    decision: Decision,
    is_process_good: bool,
    is_outcome_good: bool,
    why: str,
    next_steps: str = "",
    version: int | None = None,
) -> DecisionReview:
    """Say what came of a decision that was taken. What its measure came to is kept as it is known today."""
    require_may_change(actor, decision)
    why, next_steps = tidied(why), tidied(next_steps)
    problems = review_problems(why, next_steps)
    if problems:
        raise Invalid(problems)
    if decision.state != DecisionState.TAKEN:
        raise Invalid(Said("%(code)s does not wait for its review.", code=decision.code))
    with act(actor, "review_decision", code=decision.code):
        change_row(decision, version=version, state=DecisionState.REVIEWED)
        realised = realised_of(actor, decision)
        return add_row(
            DecisionReview(
                decision=decision,
                reviewed_on=clock.today(),
                reviewed_by=actor.name,
                is_process_good=is_process_good,
                is_outcome_good=is_outcome_good,
                why=why,
                next_steps=next_steps,
                realised=realised.value,
            )
        )
