"""Who may see measures with all that hangs on them, and who may record what.

Objectives stand in a layer above, and a measure is hidden by those that it serves: strategy says on its card which measures
its objectives open. Whatever it opens not is seen by its owner, its supplier and the office.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor, Right, access, require
from hoshin.accounts.models import User
from hoshin.accounts.sight import Opening, Relation, Verb, every, opened, visible
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.measures.models import Actual, LimitsReset, Measure, PastDefinition, Target, WaitingState, WaitingValue
from hoshin.org.models import Person
from hoshin.org.relations import is_self


class MeasureRight(StrEnum):
    RECORD_OWN = "record actuals of measures that one owns or supplies"
    RECORD_ANY = "record actuals of any measure"


def _is_owned(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}owner")


def _is_supplied(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}supplier")


def _is_of_a_seen_measure(actor: Actor, path: str) -> Q:
    return opened("measure", actor, f"{path}measure__")


TO_MEASURES = (
    Opening(Right.SEE_PRIVATE, every),
    Opening(Relation.OWNER, _is_owned),
    Opening(Relation.SUPPLIER, _is_supplied),
    Opening(MeasureRight.RECORD_ANY, every, Verb.RECORD),
    Opening(Relation.OWNER, _is_owned, Verb.RECORD, only_with=MeasureRight.RECORD_OWN),
    Opening(Relation.SUPPLIER, _is_supplied, Verb.RECORD, only_with=MeasureRight.RECORD_OWN),
    Opening(MeasureRight.RECORD_ANY, every, Verb.APPROVE),
    Opening(Relation.OWNER, _is_owned, Verb.APPROVE, only_with=MeasureRight.RECORD_OWN),
)
THROUGH_MEASURES = (Opening(Right.SEE_PRIVATE, every), Opening(Relation.THROUGH, _is_of_a_seen_measure))


def measures_visible_to(actor: Actor) -> QuerySet[Measure]:
    """Measures that one owns or supplies, or that serve an objective which one may see; all for the office."""
    return visible(Measure.objects.all(), "measure", actor)


def measures_supplied_by(actor: Actor) -> QuerySet[Measure]:
    """Measures whose values are asked of the actor: as who supplies them, or as owner where nobody else does."""
    own = Q(supplier=None) & _is_owned(actor, "")
    return measures_visible_to(actor).filter(_is_supplied(actor, "") | own)


def suppliers() -> QuerySet[Person, int]:
    """The numbers of the users of whom values may be asked."""
    recorded = Measure.objects.filter(formula="")
    asked = Q(pk__in=recorded.values("supplier")) | Q(pk__in=recorded.filter(supplier=None).values("owner"))
    return Person.objects.filter(asked, user__is_active=True).values_list("user", flat=True)


def approvers() -> QuerySet[User, int]:
    """The numbers of the users for whom values may wait: owners of their measures, and whoever records any."""
    waiting = WaitingValue.objects.filter(state=WaitingState.WAITING)
    owners = Q(person__in=waiting.values("measure__owner"))
    office = Q(role__in=access()[MeasureRight.RECORD_ANY]) if waiting.exists() else Q(pk__in=())
    return User.objects.filter(owners | office, is_active=True).values_list("pk", flat=True)


def measures_recordable_by(actor: Actor) -> QuerySet[Measure]:
    """Measures of which the actor may record values: a computed one has none to record."""
    return measures_visible_to(actor).filter(opened("measure", actor, verb=Verb.RECORD), formula="")


def targets_visible_to(actor: Actor) -> QuerySet[Target]:
    """Targets of measures that the actor may see."""
    return visible(Target.objects.all(), "target", actor)


def past_definitions_visible_to(actor: Actor) -> QuerySet[PastDefinition]:
    """What definitions said once, of measures that the actor may see."""
    return visible(PastDefinition.objects.all(), "past_definition", actor)


def limits_resets_visible_to(actor: Actor) -> QuerySet[LimitsReset]:
    """From where limits begin anew, of measures that the actor may see."""
    return visible(LimitsReset.objects.all(), "limits_reset", actor)


def actuals_visible_to(actor: Actor) -> QuerySet[Actual]:
    """Values of measures that the actor may see, with all their versions and notes."""
    return visible(Actual.objects.all(), "actual", actor)


def waiting_values_visible_to(actor: Actor) -> QuerySet[WaitingValue]:
    """Values that wait, or were sent back, of measures that the actor may see."""
    return visible(WaitingValue.objects.all(), "waiting_value", actor)


def awaiting(actor: Actor, measures: Iterable[Measure]) -> set[int]:
    """Of these measures those for which the actor's values wait, as they need an approval that is not the actor's to give.

    No query where none needs approval, or for the office.
    """
    needing = {measure.pk for measure in measures if measure.needs_approval}
    if not needing or actor.has(MeasureRight.RECORD_ANY):
        return set()
    theirs = Measure.objects.filter(opened("measure", actor, verb=Verb.APPROVE), pk__in=needing)
    return needing - set(theirs.values_list("pk", flat=True))


def waiting_for(actor: Actor) -> QuerySet[WaitingValue]:
    """Values that wait for the actor: of measures that they own; for the office all."""
    waiting = waiting_values_visible_to(actor).filter(state=WaitingState.WAITING)
    return waiting.filter(opened("measure", actor, "measure__", verb=Verb.APPROVE))


def require_may_approve(actor: Actor, measures: Collection[Measure]) -> None:
    """Raise `Denied` unless the actor may approve values of all these measures."""
    if not actor.has(MeasureRight.RECORD_ANY):
        require(actor, MeasureRight.RECORD_OWN)
        theirs = Measure.objects.filter(opened("measure", actor, verb=Verb.APPROVE), pk__in=[m.pk for m in measures])
        found = set(theirs.values_list("pk", flat=True))
        for measure in measures:
            if measure.pk not in found:
                raise Denied(
                    Said("Values of %(measure)s are approved by its owner, or by the office.", measure=measure.code)
                )


def require_may_record(actor: Actor, measures: Collection[Measure]) -> None:
    """Raise `Denied` unless the actor may record values of all these measures; names the first that is not theirs."""
    if not actor.has(MeasureRight.RECORD_ANY):
        require(actor, MeasureRight.RECORD_OWN)
    others = _others(actor, measures)
    if others:
        raise Denied(
            Said(
                "You may record values only of measures that you own or supply, and %(measure)s is not one of them. "
                "Ask the strategy office to make you its owner or supplier.",
                measure=others[0].code,
            )
        )


def _others(actor: Actor, measures: Collection[Measure]) -> list[Measure]:
    """Those of which the actor may not record values, in their order. One query, but for the office."""
    if actor.has(MeasureRight.RECORD_ANY):
        return []
    theirs = Measure.objects.filter(opened("measure", actor, verb=Verb.RECORD), pk__in=[m.pk for m in measures])
    found = set(theirs.values_list("pk", flat=True))
    return [measure for measure in measures if measure.pk not in found]
