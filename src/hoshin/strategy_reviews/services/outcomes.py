"""What is decided in a meeting, and what is done because of it: put where such things stand, and named here."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.actions.models import CorrectiveAction
from hoshin.actions.services import open_action
from hoshin.audit.editing import add_row
from hoshin.audit.services import act
from hoshin.base.errors import Invalid
from hoshin.decisions.models import Decision
from hoshin.decisions.services import put_question, take_decision
from hoshin.initiatives.models import Initiative
from hoshin.measures.models import Measure
from hoshin.org.models import Person
from hoshin.scorecards.selectors import period_for
from hoshin.strategy.models import Objective
from hoshin.strategy_reviews.models import StrategyReview, StrategyReviewOutcome
from hoshin.strategy_reviews.policies import require_writing
from hoshin.strategy_reviews.services.meetings import require_open


def decide_in_review(
    actor: Actor,
    *,
    review: StrategyReview,
    question: str,
    options: Sequence[str],
    about: Sequence[Objective | Measure | Initiative] = (),
    decider: Person | None = None,
    chosen: str = "",
    review_on: date | None = None,
    reasons: str = "",
    **said: Any,
) -> Decision:
    """Put a question in a meeting and, where an option is chosen, take the decision: what is known now is kept with it.

    Without a chosen one it stays open for its decider. Invalid names what does not fit.
    """
    require_writing(actor, review)
    with act(actor, "decide_in_review", code=review.code) as running:
        require_open(review)
        row = put_question(actor, question=question, options=options, about=about, decider=decider, **said)
        running.say(decision=row.code)
        if chosen:
            option = row.options.filter(name=chosen.strip()).first()
            if option is None:
                raise Invalid(
                    "This is none of the options.",
                    field="chosen",
                    value=chosen,
                    remedy="Write it as it stands among them.",
                )
            row = take_decision(actor, decision=row, option=option, review_on=review_on, reasons=reasons)
        add_row(StrategyReviewOutcome(review=review, decision=row))
    return row


def act_in_review(
    actor: Actor,
    *,
    review: StrategyReview,
    thing: Measure | Objective,
    name: str,
    owner: Person | None,
    due_on: date | None,
    **said: Any,
) -> CorrectiveAction:
    """Open a corrective action in a meeting, on a thing as it stands in the plan's latest period."""
    require_writing(actor, review)
    period = period_for(review.series.plan)
    if period is None:
        raise Invalid("The plan has no scores yet.", field="thing", value=thing.code)
    with act(actor, "act_in_review", code=review.code) as running:
        require_open(review)
        row = open_action(actor, thing=thing, period=period, name=name, owner=owner, due_on=due_on, **said)
        running.say(action=row.code)
        add_row(StrategyReviewOutcome(review=review, action=row))
    return row
