"""Who sees initiatives, and who may write what of them.

An initiative is as open as what it serves: whoever sees one of its objectives sees it, and of what it serves as much as they
see. Its owner, its team, owners of its milestones, heads of its unit and the office see it whatever it serves. The first and
those heads change it; the team and owners of milestones say how far these are.
"""

from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.models import Role, User
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.initiatives.models import (
    ENDED,
    Baseline,
    ExpectedEffect,
    Initiative,
    InitiativeCost,
    InitiativeFile,
    Milestone,
    MilestoneDependency,
    TeamMember,
)
from hoshin.org.models import Person, Unit
from hoshin.org.relations import heads_unit, is_self


class InitiativeRight(StrEnum):
    WRITE_OWN = "start initiatives and write those that one owns, works on or whose unit one heads"
    WRITE_ANY = "write any initiative"


def _is_owned(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}owner")


def _is_worked_on(actor: Actor, path: str) -> Q:
    if actor.user_id is None:
        return Q(pk__in=())
    team = TeamMember.objects.filter(initiative=OuterRef(f"{path}pk"), person__user=actor.user_id)
    steps = Milestone.objects.filter(initiative=OuterRef(f"{path}pk"), owner__user=actor.user_id)
    return Q(Exists(team)) | Q(Exists(steps))


def _is_of_a_headed_unit(actor: Actor, path: str) -> Q:
    return heads_unit(actor, f"{path}unit")


def _serves_what_is_seen(actor: Actor, path: str) -> Q:
    served = ExpectedEffect.objects.filter(initiative=OuterRef(f"{path}pk"), objective__removed_on=None)
    return Q(Exists(served.filter(opened("objective", actor, "objective__"))))


def _is_of_a_seen_initiative(actor: Actor, path: str) -> Q:
    return opened("initiative", actor, f"{path}initiative__")


def _has_both_ends_seen(actor: Actor, path: str) -> Q:
    return _is_of_a_seen_initiative(actor, path) & opened("objective", actor, f"{path}objective__")


def _is_between_seen_ones(actor: Actor, path: str) -> Q:
    ends = (f"{path}milestone__initiative__", f"{path}needs__initiative__")
    return opened("initiative", actor, ends[0]) & opened("initiative", actor, ends[1])


TO_INITIATIVES = (
    Opening(Right.SEE_PRIVATE, every),
    Opening(Relation.OWNER, _is_owned),
    Opening(Relation.PARTICIPANT, _is_worked_on),
    Opening(Relation.UNIT_HEAD, _is_of_a_headed_unit),
    Opening(Relation.THROUGH, _serves_what_is_seen),
)
THROUGH_INITIATIVES = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_of_a_seen_initiative))
TO_EFFECTS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _has_both_ends_seen))
TO_DEPENDENCIES = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_between_seen_ones))


def initiatives_visible_to(actor: Actor) -> QuerySet[Initiative]:
    """Initiatives that serve what the actor sees, or that the actor has to do with; all for the office."""
    return visible(Initiative.objects.all(), "initiative", actor)


def effects_visible_to(actor: Actor) -> QuerySet[ExpectedEffect]:
    """What initiatives serve, where the actor sees both ends."""
    return visible(ExpectedEffect.objects.all(), "expected_effect", actor)


def team_visible_to(actor: Actor) -> QuerySet[TeamMember]:
    """Who works on initiatives that the actor sees."""
    return visible(TeamMember.objects.all(), "team_member", actor)


def milestones_visible_to(actor: Actor) -> QuerySet[Milestone]:
    """Milestones of initiatives that the actor sees."""
    return visible(Milestone.objects.all(), "milestone", actor)


def dependencies_visible_to(actor: Actor) -> QuerySet[MilestoneDependency]:
    """What waits for what, where the actor sees both initiatives."""
    return visible(MilestoneDependency.objects.all(), "milestone_dependency", actor)


def costs_visible_to(actor: Actor) -> QuerySet[InitiativeCost]:
    """Costs of initiatives that the actor sees."""
    return visible(InitiativeCost.objects.all(), "initiative_cost", actor)


def initiative_files_visible_to(actor: Actor) -> QuerySet[InitiativeFile]:
    """Files on initiatives that the actor sees."""
    return visible(InitiativeFile.objects.all(), "initiative_file", actor)


def baselines_visible_to(actor: Actor) -> QuerySet[Baseline]:
    """Agreed plans of initiatives that the actor sees."""
    return visible(Baseline.objects.all(), "baseline", actor)


def written_by(actor: Actor) -> QuerySet[Initiative]:
    """Initiatives that the actor may change: those that they own, of units that they head; for the office all."""
    rows = initiatives_visible_to(actor)
    if actor.has(InitiativeRight.WRITE_ANY):
        return rows
    if not actor.has(InitiativeRight.WRITE_OWN):
        return rows.none()
    return rows.filter(_is_owned(actor, "") | _is_of_a_headed_unit(actor, ""))


def reported_by(actor: Actor) -> QuerySet[Milestone]:
    """Milestones of which the actor may say how far they are: also those of initiatives that they work on."""
    rows = milestones_visible_to(actor)
    if actor.has(InitiativeRight.WRITE_ANY):
        return rows
    if not actor.has(InitiativeRight.WRITE_OWN):
        return rows.none()
    in_team = TeamMember.objects.filter(initiative=OuterRef("initiative"), person__user=actor.user_id)
    of_ones_own = Q(initiative__in=written_by(actor).values("pk"))
    return rows.filter(of_ones_own | Q(Exists(in_team)) | is_self(actor, "owner"))


def may_write(actor: Actor, initiative: Initiative) -> bool:
    """Whether the actor may change this initiative."""
    return written_by(actor).filter(pk=initiative.pk).exists()


def require_may_write(actor: Actor, initiative: Initiative) -> None:
    """Raise `Denied` unless the actor may change this initiative."""
    if not may_write(actor, initiative):
        require(actor, InitiativeRight.WRITE_OWN)
        raise Denied(
            Said(
                "%(code)s is changed by its owner, by heads of its unit, and by the strategy office.",
                code=initiative.code,
            )
        )


def require_may_report(actor: Actor, milestone: Milestone) -> None:
    """Raise `Denied` unless the actor may say how far this milestone is."""
    if not reported_by(actor).filter(pk=milestone.pk).exists():
        require(actor, InitiativeRight.WRITE_OWN)
        raise Denied(
            Said(
                "How far %(code)s is say its owner, the team of its initiative, and the strategy office.",
                code=milestone.code,
            )
        )


def require_may_start(actor: Actor, owner: Person | None, unit: Unit | None) -> None:
    """Raise `Denied` unless the actor may start an initiative of this owner in this unit."""
    if actor.has(InitiativeRight.WRITE_ANY):
        return
    require(actor, InitiativeRight.WRITE_OWN)
    is_own = owner is not None and actor.user_id is not None and owner.user_id == actor.user_id
    if not is_own and not (unit and Unit.objects.filter(heads_unit(actor, "pk"), pk=unit.pk).exists()):
        raise Denied(Said("You start initiatives that you own, or for units that you head. Ask the strategy office."))


def _open_to_all() -> QuerySet[Initiative]:
    """Initiatives that everybody who signs in sees: whoever is nobody to anyone, with the least role, stands for all."""
    return initiatives_visible_to(Actor(None, "", Role.MEMBER, ""))


def may_write_and_is_open(actor: Actor, initiative: Initiative) -> tuple[bool, bool]:
    """Whether the actor may change an initiative, and whether everybody sees it. One query."""
    asked = (written_by(actor), _open_to_all())
    row = Initiative.objects.filter(pk=initiative.pk).values_list(
        *(Exists(rows.order_by().filter(pk=OuterRef("pk"))) for rows in asked)
    )
    return row.first() or (False, False)


def runs(path: str = "") -> Q:
    """Initiatives that nobody ended by hand, or not for good."""
    today = clock.today()
    holds = Q(**{f"{path}status_until": None}) | Q(**{f"{path}status_until__gte": today})
    return ~(Q(**{f"{path}status__in": ENDED}) & holds)


def late_milestones_of(actor: Actor) -> QuerySet[Milestone]:
    """Milestones that are late and the actor's: their own, and those without an owner of initiatives that they own."""
    own = is_self(actor, "owner") | Q(owner=None) & is_self(actor, "initiative__owner")
    return milestones_visible_to(actor).filter(own, is_late())


def is_late() -> Q:
    """Milestones that are due and not done, of initiatives that run."""
    return Q(done_on=None, is_cancelled=False, due_date__lt=clock.today()) & runs("initiative__")


def owners_of_late_milestones() -> QuerySet[Any, int]:
    """The numbers of the users of whom milestones are late."""
    late = Milestone.objects.filter(is_late())
    whose = Q(person__in=late.values("owner")) | Q(person__in=late.filter(owner=None).values("initiative__owner"))
    return User.objects.filter(whose, is_active=True).values_list("pk", flat=True)
