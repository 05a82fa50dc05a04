"""What a scorecard says of actions: what nobody acts on, and what is accepted for a time."""

from collections.abc import Callable, Collection
from dataclasses import replace

from hoshin.accounts.access import Actor
from hoshin.actions.models import AcceptedDeviation
from hoshin.actions.policies import ActionRight
from hoshin.actions.reacting import red_without_action
from hoshin.actions.selectors import deviations_beside
from hoshin.scorecards.selectors import NodeLine, Scorecard
from hoshin.scorecards.statuses import STATUSES
from hoshin.web.scorecard.choice import UNANSWERED, Choice


def with_unanswered(actor: Actor, card: Scorecard, choice: Choice) -> Choice:
    """The choice with the nodes on which nobody acts, where these are asked for; then three queries."""
    if choice.status != UNANSWERED or card.period is None:
        return choice
    is_closed = card.top.is_closed if card.top else None
    found = red_without_action(actor, card.plan, card.period, is_closed=is_closed).values_list("pk", flat=True)
    return replace(choice, among=frozenset(found))


def accepted_beside(actor: Actor, lines: Collection[NodeLine]) -> Callable[[NodeLine], AcceptedDeviation | None]:
    """What is accepted today of those of the lines that are off track or at risk. One query, none without any."""
    found = deviations_beside(actor, [line for line in lines if STATUSES[line.status].tone in ("poor", "fair")])
    return lambda line: found.get((line.kind, line.ref, line.unit))


def may_act_on_lines(actor: Actor, person: int | None) -> Callable[[NodeLine], bool]:
    """Whether a line offers the actor, who is that person, to act: what they own or supply, all to the office. No query.

    Heads of units find the way on the page of the thing.
    """
    if not actor.has(ActionRight.ACT_OWN):
        return lambda line: False
    may_any = actor.has(ActionRight.ACT_ANY)
    return lambda line: may_any or (person is not None and person in (line.owner_id, line.supplier_id))
