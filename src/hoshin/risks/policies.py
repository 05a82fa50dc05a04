"""Who sees risks, and who may write what of them.

A public risk is as open as each thing that it stands on: who sees all objectives at stake and all measures that tell of it
sees it. A private one is read by its owner, by heads of its unit and by the office, who also see public ones that stand on
something hidden. Its owner, those heads and the office write it. Categories with their appetite are open to all, and the
office's to write.
"""

from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, Right, require
from hoshin.accounts.models import Role
from hoshin.accounts.sight import Opening, Relation, every, opened, visible
from hoshin.base import clock
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.org.models import Person, Unit
from hoshin.org.relations import heads_unit, is_self
from hoshin.risks.models import (
    Risk,
    RiskAssessment,
    RiskCategory,
    RiskControl,
    RiskIndicator,
    RiskMitigation,
    RiskObjective,
    RiskSight,
)


class RiskRight(StrEnum):
    WRITE_OWN = "enter risks, and write those that one owns or whose unit one heads"
    WRITE_ANY = "write any risk, and the categories with their appetite"


def _is_owned(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}owner")


def _is_of_a_headed_unit(actor: Actor, path: str) -> Q:
    return heads_unit(actor, f"{path}unit")


def _stands_on_what_is_seen(actor: Actor, path: str) -> Q:
    stakes = RiskObjective.objects.filter(risk=OuterRef(f"{path}pk"))
    figures = RiskIndicator.objects.filter(risk=OuterRef(f"{path}pk"))
    hidden = stakes.filter(~opened("objective", actor, "objective__"))
    untold = figures.filter(~opened("measure", actor, "measure__"))
    return Q(**{f"{path}visibility": RiskSight.PUBLIC}) & ~Q(Exists(hidden)) & ~Q(Exists(untold))


def _is_of_a_seen_risk(actor: Actor, path: str) -> Q:
    return opened("risk", actor, f"{path}risk__")


def _has_risk_and_objective_seen(actor: Actor, path: str) -> Q:
    return _is_of_a_seen_risk(actor, path) & opened("objective", actor, f"{path}objective__")


def _has_risk_and_initiative_seen(actor: Actor, path: str) -> Q:
    return _is_of_a_seen_risk(actor, path) & opened("initiative", actor, f"{path}initiative__")


def _has_risk_and_measure_seen(actor: Actor, path: str) -> Q:
    return _is_of_a_seen_risk(actor, path) & opened("measure", actor, f"{path}measure__")


OPEN = (Opening(Relation.EVERYONE, every),)
TO_RISKS = (
    Opening(Right.SEE_PRIVATE, every),
    Opening(Relation.OWNER, _is_owned),
    Opening(Relation.UNIT_HEAD, _is_of_a_headed_unit),
    Opening(Relation.THROUGH, _stands_on_what_is_seen),
)
THROUGH_RISKS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_of_a_seen_risk))
TO_STAKES = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _has_risk_and_objective_seen))
TO_MITIGATIONS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _has_risk_and_initiative_seen))
TO_INDICATORS = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _has_risk_and_measure_seen))


def categories_visible_to(actor: Actor) -> QuerySet[RiskCategory]:
    """All categories with their appetite."""
    return visible(RiskCategory.objects.all(), "risk_category", actor)


def risks_visible_to(actor: Actor) -> QuerySet[Risk]:
    """Public risks that stand on what the actor sees, those of their own and of units that they head; all for the office."""
    return visible(Risk.objects.all(), "risk", actor)


def stakes_visible_to(actor: Actor) -> QuerySet[RiskObjective]:
    """What is at stake, where the actor sees the risk and the objective."""
    return visible(RiskObjective.objects.all(), "risk_objective", actor)


def mitigations_visible_to(actor: Actor) -> QuerySet[RiskMitigation]:
    """What is being done, where the actor sees the risk and the initiative."""
    return visible(RiskMitigation.objects.all(), "risk_mitigation", actor)


def controls_visible_to(actor: Actor) -> QuerySet[RiskControl]:
    """Controls of risks that the actor sees."""
    return visible(RiskControl.objects.all(), "risk_control", actor)


def indicators_visible_to(actor: Actor) -> QuerySet[RiskIndicator]:
    """Figures that tell of risks, where the actor sees the risk and the measure."""
    return visible(RiskIndicator.objects.all(), "risk_indicator", actor)


def assessments_visible_to(actor: Actor) -> QuerySet[RiskAssessment]:
    """Assessments of risks that the actor sees."""
    return visible(RiskAssessment.objects.all(), "risk_assessment", actor)


def written_by(actor: Actor) -> QuerySet[Risk]:
    """Risks that the actor may change: those that they own, of units that they head; for the office all."""
    rows = risks_visible_to(actor)
    if actor.has(RiskRight.WRITE_ANY):
        return rows
    if not actor.has(RiskRight.WRITE_OWN):
        return rows.none()
    return rows.filter(_is_owned(actor, "") | _is_of_a_headed_unit(actor, ""))


def may_write(actor: Actor, risk: Risk) -> bool:
    """Whether the actor may change this risk."""
    return written_by(actor).filter(pk=risk.pk).exists()


def require_may_write(actor: Actor, risk: Risk) -> None:
    """Raise `Denied` unless the actor may change this risk."""
    if not may_write(actor, risk):
        require(actor, RiskRight.WRITE_OWN)
        raise Denied(
            Said(
                "%(code)s is written and assessed by its owner, by heads of its unit, and by the strategy office.",
                code=risk.code,
            )
        )


def require_may_enter(actor: Actor, owner: Person | None, unit: Unit | None) -> None:
    """Raise `Denied` unless the actor may enter a risk of this owner in this unit."""
    if actor.has(RiskRight.WRITE_ANY):
        return
    require(actor, RiskRight.WRITE_OWN)
    is_own = owner is not None and actor.user_id is not None and owner.user_id == actor.user_id
    if not is_own and not (unit and Unit.objects.filter(heads_unit(actor, "pk"), pk=unit.pk).exists()):
        raise Denied(Said("You enter risks that you own, or for units that you head. Ask the strategy office."))


def is_open_to_all(risk: Risk) -> bool:
    """Whether everybody who signs in sees a risk."""
    # Whoever is nobody to anyone, with the least role, stands for all.
    return risks_visible_to(Actor(None, "", Role.MEMBER, "")).filter(pk=risk.pk).exists()


def risks_to_review(actor: Actor) -> QuerySet[Risk]:
    """Open risks of the actor's own that are to be looked at again by now."""
    return risks_visible_to(actor).filter(is_self(actor, "owner"), is_to_review())


def is_to_review() -> Q:
    """Open risks whose day to be looked at again has come."""
    return Q(closed_on=None, review_on__lte=clock.today())


def owners_owing() -> QuerySet[Person, int]:
    """The numbers of the users who have a risk to look at again."""
    due = Risk.objects.filter(is_to_review())
    return Person.objects.filter(pk__in=due.values("owner"), user__is_active=True).values_list("user", flat=True)
