"""Who may check in on goals, and who reads what was said.

Check-ins and blockers are as open as the goal that they are about. Whoever owns the goal says them; the office for others.
"""

from collections.abc import Iterable
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.checkins.asking import runs
from hoshin.checkins.models import (
    Absence,
    Acknowledgement,
    Blocker,
    CheckIn,
    CheckInRules,
    ConfidenceVote,
    GoalReviewer,
)
from hoshin.okrs.models import Commitment
from hoshin.org.models import Person, UnitLine
from hoshin.org.relations import is_manager, is_self
from hoshin.strategy.models import Objective
from hoshin.strategy.policies import objectives_visible_to


class CheckInRight(StrEnum):
    CHECK_IN_OWN = "check in on goals of one's own"
    CHECK_IN_ANY = "check in on any goal"


def _is_of_a_seen_objective(actor: Actor, path: str) -> Q:
    return opened("objective", actor, f"{path}objective__")


def _is_of_a_seen_check_in(actor: Actor, path: str) -> Q:
    return opened("check_in", actor, f"{path}check_in__")


def _is_ones_own(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}person")


def _is_of_a_report(actor: Actor, path: str) -> Q:
    return is_manager(actor, f"{path}person")


OPEN = (Opening(Relation.EVERYONE, every),)
TO_VOTES = (Opening(Relation.SELF, _is_ones_own),)
THROUGH_CHECK_INS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_of_a_seen_check_in))
TO_ABSENCES = (
    Opening(Right.SEE_PRIVATE, every),
    Opening(Relation.SELF, _is_ones_own),
    Opening(Relation.MANAGER, _is_of_a_report),
)
THROUGH_GOALS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_of_a_seen_objective))


def check_ins_visible_to(actor: Actor) -> QuerySet[CheckIn]:
    """Check-ins on goals that the actor may see."""
    return visible(CheckIn.objects.all(), "check_in", actor)


def blockers_visible_to(actor: Actor) -> QuerySet[Blocker]:
    """What stands in the way of goals that the actor may see."""
    return visible(Blocker.objects.all(), "blocker", actor)


def goal_reviewers_visible_to(actor: Actor) -> QuerySet[GoalReviewer]:
    """Reviewers of goals that the actor may see."""
    return visible(GoalReviewer.objects.all(), "goal_reviewer", actor)


def acknowledgements_visible_to(actor: Actor) -> QuerySet[Acknowledgement]:
    """What reviewers said of check-ins that the actor may see."""
    return visible(Acknowledgement.objects.all(), "acknowledgement", actor)


def absences_visible_to(actor: Actor) -> QuerySet[Absence]:
    """One's own absences, those of people below one, and all for the office."""
    return visible(Absence.objects.all(), "absence", actor)


def votes_visible_to(actor: Actor) -> QuerySet[ConfidenceVote]:
    """The actor's own votes; no role reads those of others."""
    return visible(ConfidenceVote.objects.all(), "confidence_vote", actor)


def team_goals_of(actor: Actor) -> QuerySet[Objective]:
    """Goals on which the actor may say in private how sure they are: of their unit or one above, owned by another."""
    own = Person.objects.filter(user=actor.own_pk)
    line = UnitLine.objects.filter(unit__in=own.values("unit"), valid_to=None, line__contains=[OuterRef("unit")])
    goals = objectives_visible_to(actor).filter(Exists(line), runs(), unit__isnull=False)
    return goals.exclude(is_self(actor, "owner"))


def check_in_rules_visible_to(actor: Actor) -> QuerySet[CheckInRules]:
    """The rules that hold for everybody."""
    return visible(CheckInRules.objects.all(), "check_in_rules", actor)


def check_ins_to_acknowledge(actor: Actor) -> QuerySet[CheckIn]:
    """What was said of goals that the actor reviews, by others, and nobody acknowledged yet."""
    rows = check_ins_visible_to(actor).filter(is_self(actor, "objective__goal_reviewer__person"), acknowledgement=None)
    return rows.exclude(is_self(actor, "person"))


def require_may_write_absences(actor: Actor, person: Person) -> None:
    """Raise `Denied` unless the actor may say when somebody is away: everybody of themself, the office of all."""
    if actor.has(CheckInRight.CHECK_IN_ANY) or (actor.user_id is not None and person.user_id == actor.user_id):
        return
    raise Denied(Said("You may note absences of your own alone. Ask the strategy office."))


def may_check_in(actor: Actor, objective: Objective) -> bool:
    """Whether the actor may check in on a goal: its owner, and the office."""
    return not _others(actor, [objective])


def require_may_check_in(actor: Actor, objectives: Iterable[Objective]) -> None:
    """Raise `Denied` unless the actor may check in on all these goals; names the first that is not theirs."""
    if not actor.has(CheckInRight.CHECK_IN_ANY):
        require(actor, CheckInRight.CHECK_IN_OWN)
    others = _others(actor, list(objectives))
    if others:
        raise Denied(
            Said(
                "You may check in only on goals of your own, and %(goal)s is not one of them. Ask its owner.",
                goal=others[0].code,
            )
        )


def blockers_asked_of(actor: Actor) -> QuerySet[Blocker]:
    """What stands in the way of others, not answered yet, and was raised to the actor."""
    open_ones = blockers_visible_to(actor).filter(answered_at=None, cleared_at=None)
    return open_ones.filter(is_self(actor, "raised_to"))


def require_may_answer(actor: Actor, blocker: Blocker) -> None:
    """Raise `Denied` unless the blocker was raised to the actor; the office answers any."""
    if actor.has(CheckInRight.CHECK_IN_ANY):
        return
    if not blockers_visible_to(actor).filter(is_self(actor, "raised_to"), pk=blocker.pk).exists():
        raise Denied(Said("This was raised to somebody else. Only they answer it, or the strategy office."))


def people_asked() -> QuerySet[Person, int]:
    """The numbers of the users of whom check-ins may be asked: owners of goals."""
    owners = Commitment.objects.filter(is_draft=False, archived_on=None, objective__removed_on=None).values(
        "objective__owner"
    )
    return Person.objects.filter(pk__in=owners, user__is_active=True).values_list("user", flat=True)


def people_to_answer() -> QuerySet[Person, int]:
    """The numbers of the users to whom something was raised that is not answered yet."""
    waiting = Blocker.objects.filter(answered_at=None, cleared_at=None).values("raised_to")
    return Person.objects.filter(pk__in=waiting, user__is_active=True).values_list("user", flat=True)


def people_reviewing() -> QuerySet[Person, int]:
    """The numbers of the users who may have check-ins to acknowledge."""
    waiting = CheckIn.objects.filter(acknowledgement=None).values("objective__goal_reviewer__person")
    return Person.objects.filter(pk__in=waiting, user__is_active=True).values_list("user", flat=True)


def people_with_reports() -> QuerySet[Person, int]:
    """The numbers of the users to whom somebody reports."""
    rows = Person.objects.filter(reports__isnull=False, user__is_active=True)
    return rows.values_list("user", flat=True).distinct()


def _others(actor: Actor, objectives: list[Objective]) -> list[Objective]:
    """Those on which the actor may not check in, in their order. One query, but for the office."""
    if actor.has(CheckInRight.CHECK_IN_ANY):
        return []
    own = Person.objects.filter(is_self(actor, "")).values_list("pk", flat=True).first()
    may = own is not None and actor.has(CheckInRight.CHECK_IN_OWN)
    return [one for one in objectives if not may or one.owner_id != own]
