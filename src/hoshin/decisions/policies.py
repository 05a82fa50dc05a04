"""Who reads decisions, and who takes them.

A public decision is as open as each thing that it is about or acts on, and as the signal that raised it; about nothing, it
is open to all. A private one is read by its decider and by the office; where a thing is removed, it becomes private. Whoever
contributes puts a question; its decider and the office take it and look at it again. How often a decider was right is for
the decider alone.
"""

from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.decisions.models import (
    Decision,
    DecisionEvidence,
    DecisionOption,
    DecisionReview,
    DecisionSight,
    DecisionState,
    DecisionSubject,
)
from hoshin.org.models import Person
from hoshin.org.relations import is_self
from hoshin.signals.kinds import kind_of as rule_of_signal
from hoshin.signals.models import Signal


class DecisionRight(StrEnum):
    DECIDE_OWN = "put questions, and take decisions of one's own"
    DECIDE_ANY = "take and review any decision"


def _is_decider(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}decider")


def _is_public(actor: Actor, path: str) -> Q:
    of_it = DecisionSubject.objects.filter(decision=OuterRef(f"{path}pk" if path else "pk"))
    hidden = of_it.filter(
        Q(measure__isnull=False) & ~opened("measure", actor, "measure__")
        | Q(objective__isnull=False) & ~opened("objective", actor, "objective__")
        | Q(initiative__isnull=False) & ~opened("initiative", actor, "initiative__")
        | Q(risk__isnull=False) & ~opened("risk", actor, "risk__")
    )
    acts_on = Q(**{f"{path}effect_on": None}) | opened("measure", actor, f"{path}effect_on__")
    raised_by = Q(**{f"{path}signal": None}) | opened("signal", actor, f"{path}signal__")
    return Q(**{f"{path}visibility": DecisionSight.PUBLIC}) & ~Q(Exists(hidden)) & acts_on & raised_by


def _belongs(actor: Actor, path: str) -> Q:
    return opened("decision", actor, f"{path}decision__")


TO_DECISIONS = (
    Opening(Right.SEE_PRIVATE, every),
    Opening(Relation.OWNER, _is_decider),
    Opening(Relation.THROUGH, _is_public),
)
THROUGH_DECISIONS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _belongs))


def decisions_visible_to(actor: Actor) -> QuerySet[Decision]:
    """Decisions that the actor may read."""
    return visible(Decision.objects.all(), "decision", actor)


def options_visible_to(actor: Actor) -> QuerySet[DecisionOption]:
    """The options of decisions that the actor may read."""
    return visible(DecisionOption.objects.all(), "decision_option", actor)


def subjects_visible_to(actor: Actor) -> QuerySet[DecisionSubject]:
    """What those decisions are about."""
    return visible(DecisionSubject.objects.all(), "decision_subject", actor)


def evidence_visible_to(actor: Actor) -> QuerySet[DecisionEvidence]:
    """What was known when they were taken. Whole, it holds what stands below, for the office alone."""
    return visible(DecisionEvidence.objects.all(), "decision_evidence", actor)


def reviews_visible_to(actor: Actor) -> QuerySet[DecisionReview]:
    """What came of them."""
    return visible(DecisionReview.objects.all(), "decision_review", actor)


def deciders_owing() -> QuerySet[Person, int]:
    """The numbers of the users who have a decision that is to be looked at again."""
    due = Decision.objects.filter(state=DecisionState.TAKEN, review_on__lte=clock.today())
    return Person.objects.filter(pk__in=due.values("decider"), user__is_active=True).values_list("user", flat=True)


def may_change_decision(actor: Actor, decision: Decision) -> bool:
    """Whether the actor may change, take and review a decision: its decider, and the office."""
    if actor.has(DecisionRight.DECIDE_ANY):
        return True
    own = Decision.objects.filter(_is_decider(actor, ""), pk=decision.pk)
    return actor.has(DecisionRight.DECIDE_OWN) and own.exists()


def may_raise_decision(signal: Signal) -> bool:
    """Whether a question may be put by a signal: not by one about a person, nor by what a survey promised to few."""
    kind = rule_of_signal(signal.rule)
    return signal.person_id is None and not (kind is not None and kind.is_of_heads)


def require_may_put(actor: Actor) -> None:
    """Raise `Denied` unless the actor may put a question."""
    if not actor.has(DecisionRight.DECIDE_ANY):
        require(actor, DecisionRight.DECIDE_OWN)


def require_may_change(actor: Actor, decision: Decision) -> None:
    """Raise `Denied` unless the actor may change this decision."""
    require_may_put(actor)
    if not may_change_decision(actor, decision):
        raise Denied(
            Said(
                "%(code)s is changed, taken and reviewed by its decider and by the strategy office.", code=decision.code
            )
        )
