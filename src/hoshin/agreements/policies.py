"""Who sees what two people propose to each other, who may propose to whom, and who sees how far expectations are agreed.

The talk is seen by both sides, and by the managers above whose goal it is. What was agreed is as open as the goal, and
always seen by those who see the talk.
"""

from enum import StrEnum

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.models import User
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.agreements.models import GoalAgreement, Proposal, ProposalState, Response
from hoshin.base.errors import Denied, Invalid
from hoshin.base.wordings import Said
from hoshin.org.models import Person, ReportingLine, Unit, UnitLine
from hoshin.org.policies import people_visible_to
from hoshin.org.relations import heads_unit, is_manager, is_self, is_unit_head


class AgreementRight(StrEnum):
    TAKE_PART = "propose and agree goals"
    SEE_SHARES = "see of every unit how far expectations are agreed"


def _is_ones_own_goal(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}owner")


def _is_of_a_unit_headed(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}unit__head")


def _is_answered_by_oneself(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}counterpart")


def _is_of_the_line(actor: Actor, path: str) -> Q:
    return is_manager(actor, f"{path}owner")


def _is_in_a_seen_talk(actor: Actor, path: str) -> Q:
    return opened("proposal", actor, f"{path}proposal__")


def _is_on_a_seen_goal(actor: Actor, path: str) -> Q:
    return opened("objective", actor, f"{path}objective__")


TO_TALKS = (
    Opening(Relation.OWNER, _is_ones_own_goal),
    Opening(Relation.SELF, _is_answered_by_oneself),
    Opening(Relation.MANAGER, _is_of_the_line),
)
TO_PROPOSALS = (*TO_TALKS, Opening(Relation.UNIT_HEAD, _is_of_a_unit_headed))
TO_RESPONSES = (Opening(Relation.THROUGH, _is_in_a_seen_talk),)
TO_AGREEMENTS = (
    Opening(Right.SEE_PRIVATE, every),
    *TO_TALKS,
    Opening(Relation.THROUGH, _is_on_a_seen_goal),
)


def proposals_visible_to(actor: Actor) -> QuerySet[Proposal]:
    """Proposals of which the actor is one side, and those of goals of people below them."""
    return visible(Proposal.objects.all(), "proposal", actor)


def open_talks_to_hand_over(actor: Actor) -> QuerySet[Proposal]:
    """Open proposals for whoever hands over what is a leaver's: between whom, and nothing of what they say."""
    rows = Proposal.objects.all() if actor.has(Right.EDIT_PLAN) else proposals_visible_to(actor)
    return rows.filter(state=ProposalState.OPEN).defer("terms", "before", "text")


def responses_visible_to(actor: Actor) -> QuerySet[Response]:
    """Responses to proposals that the actor may see."""
    return visible(Response.objects.all(), "response", actor)


def agreements_visible_to(actor: Actor) -> QuerySet[GoalAgreement]:
    """What was agreed of goals that the actor may see, by themself, or by people below them."""
    return visible(GoalAgreement.objects.all(), "agreement", actor)


def people_proposed_to_by(actor: Actor) -> QuerySet[Person]:
    """The people to whom the actor may propose a goal: those below them, those of units that they head, heads below.

    The strategy office may propose to everybody.
    """
    people = people_visible_to(actor).exclude(is_self(actor, ""))
    if actor.has(Right.EDIT_PLAN):
        return people
    heads_below = Unit.objects.filter(heads_unit(actor, "pk"), head=OuterRef("pk"))
    return people.filter(is_manager(actor, "") | is_unit_head(actor, "") | Q(Exists(heads_below)))


def people_agreed_with_by(person: Person) -> QuerySet[Person]:
    """The people with whom somebody may agree a goal of their own: managers above, heads of units above."""
    line = ReportingLine.objects.filter(person=person, valid_to=None).values_list("line", flat=True).first() or []
    lines = UnitLine.objects.filter(valid_to=None).filter(Q(unit=person.unit_id) | Q(unit__head=person))
    heads = Unit.objects.filter(pk__in=[pk for held in lines.values_list("line", flat=True) for pk in held])
    return Person.objects.filter(Q(pk__in=line) | Q(heads__in=heads)).exclude(pk=person.pk).distinct()


# The side of a unit is whoever heads it today; the one who moved last for it where nobody does, or the other side does.
_WAITS_FOR_HEAD = Q(unit__head__isnull=False, waits_for=F("owner")) & ~Q(unit__head=F("counterpart"))


def is_awaited(actor: Actor) -> Q:
    """It is the actor's move in this open proposal."""
    return is_self(actor, "unit__head") & _WAITS_FOR_HEAD | is_self(actor, "waits_for") & ~_WAITS_FOR_HEAD


def is_side(actor: Actor) -> Q:
    """The actor is one of the two of a proposal, or heads the unit that is."""
    return is_self(actor, "owner") | is_self(actor, "counterpart") | is_self(actor, "unit__head")


def answering_users() -> QuerySet[Proposal, int | None]:
    """The numbers of the users whose move it is somewhere."""
    user = Case(When(_WAITS_FOR_HEAD, then=F("unit__head__user")), default=F("waits_for__user"))
    waiting = Proposal.objects.filter(state=ProposalState.OPEN).order_by().annotate(answers=user)
    active = User.objects.filter(is_active=True).values("pk")
    return waiting.filter(answers__in=active).values_list("answers", flat=True)


def require_is_here(person: Person) -> None:
    """Raise `Invalid` where somebody has left."""
    if person.has_left:
        raise Invalid(
            Said("%(name)s has left on %(day)s.", name=person.name, day=str(person.end_date)),
            field="person",
            value=person.name,
            remedy="Choose somebody who is still here.",
        )


def require_may_propose(actor: Actor, *, by: Person, owner: Person, counterpart: Person) -> None:
    """Raise `Denied` unless `by`, who acts, may propose this goal to the other side; `Invalid` where nobody is there."""
    require(actor, AgreementRight.TAKE_PART)
    if owner == counterpart:
        raise Invalid("Nobody agrees a goal with themself.", field="person", remedy="Choose who is to agree with it.")
    require_is_here(owner)
    require_is_here(counterpart)
    if by not in (owner, counterpart):
        raise Denied(Said("You are neither side of this proposal."))
    if by == owner and not people_agreed_with_by(owner).filter(pk=counterpart.pk).exists():
        raise Denied(
            Said("%(name)s is neither a manager above you nor head of a unit of yours.", name=counterpart.name)
        )
    if by == counterpart and not people_proposed_to_by(actor).filter(pk=owner.pk).exists():
        raise Denied(Said("%(name)s neither reports to you nor works in a unit that you head.", name=owner.name))


def may_see_shares_of(actor: Actor, unit: Unit | None) -> bool:
    """Whether the actor may see how far expectations are agreed in a unit; of the whole organisation everybody may."""
    if unit is None or actor.has(AgreementRight.SEE_SHARES):
        return True
    return Unit.objects.filter(heads_unit(actor, "pk"), pk=unit.pk).exists()
