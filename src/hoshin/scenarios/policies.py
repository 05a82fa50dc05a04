"""Who reads a scenario, and who makes one.

It is its maker's own until they share it: with people they name, with a unit (who works in it or below, and who heads it),
with everyone who may see the plan. No right opens one. What it shows to each reader of measures and objectives is what they
may see of these anyway. Anyone who sees a scorecard may ask what would follow; whoever contributes may keep it.
"""

from enum import StrEnum

from django.db.models import Exists, Func, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, require
from hoshin.accounts.sight import Opening, Relation, opened, visible
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.org.models import Person, Unit, UnitLine
from hoshin.org.relations import heads_unit, is_self, own_person
from hoshin.org.selectors import person_of
from hoshin.scenarios.models import Scenario, ScenarioAssumption, ScenarioReader, ScenarioSight


class ScenarioRight(StrEnum):
    SAVE_OWN = "keep scenarios of one's own"


def _is_ones_own(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}maker")


def _is_named(actor: Actor, path: str) -> Q:
    if actor.user_id is None:
        return Q(pk__in=())
    readers = ScenarioReader.objects.filter(scenario=OuterRef(f"{path}pk"), person=own_person(actor))
    return Q(**{f"{path}visibility": ScenarioSight.NAMED}) & Q(Exists(readers))


def _is_of_ones_unit(actor: Actor, path: str) -> Q:
    if actor.user_id is None:
        return Q(pk__in=())
    own = UnitLine.objects.filter(unit__people__user=actor.user_id, valid_to=None)
    above = own.annotate(above=Func("line", function="unnest")).values("above")
    of_it = Q(**{f"{path}unit__in": above}) | heads_unit(actor, f"{path}unit")
    return Q(**{f"{path}visibility": ScenarioSight.UNIT}) & of_it


def _is_for_everyone(actor: Actor, path: str) -> Q:
    return Q(**{f"{path}visibility": ScenarioSight.EVERYONE})


def _is_of_what_is_seen(actor: Actor, path: str) -> Q:
    """Of a scenario that may be read, about things that may all be seen."""
    found = opened("scenario", actor, f"{path}scenario__")
    kinds = {"measure": "measure", "objective": "objective", "parent": "objective", "initiative": "initiative"}
    for name, kind in kinds.items():
        found &= Q(**{f"{path}{name}": None}) | opened(kind, actor, f"{path}{name}__")
    return found


def _is_on_ones_own(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}scenario__maker")


TO_SCENARIOS = (
    Opening(Relation.OWNER, _is_ones_own),
    Opening(Relation.NAMED, _is_named),
    Opening(Relation.PARTICIPANT, _is_of_ones_unit),
    Opening(Relation.EVERYONE, _is_for_everyone),
)
TO_ASSUMPTIONS = (Opening(Relation.THROUGH, _is_of_what_is_seen),)
TO_READERS = (Opening(Relation.OWNER, _is_on_ones_own),)


def scenarios_visible_to(actor: Actor) -> QuerySet[Scenario]:
    """Scenarios that the actor made, or that were shared with them."""
    return visible(Scenario.objects.all(), "scenario", actor)


def assumptions_visible_to(actor: Actor) -> QuerySet[ScenarioAssumption]:
    """What is assumed in them of things that the actor may see; of the rest it is told that there is something."""
    return visible(ScenarioAssumption.objects.all(), "scenario_assumption", actor)


def readers_visible_to(actor: Actor) -> QuerySet[ScenarioReader]:
    """Whom somebody named to read their scenario: for themself alone."""
    return visible(ScenarioReader.objects.all(), "scenario_reader", actor)


def users_of_unit(unit: Unit) -> list[int]:
    """The numbers of the users to whom something shared with a unit is news: of who works in it or below, and of its head.

    One query. Who heads a unit above may read it as well, and would be told of too much.
    """
    below = UnitLine.objects.filter(valid_to=None, line__contains=[unit.pk]).values("unit")
    people = Person.objects.filter(Q(unit__in=below) | Q(pk=unit.head_id), user__is_active=True)
    return list(people.order_by("user").values_list("user", flat=True))


def may_change_scenario(actor: Actor, scenario: Scenario) -> bool:
    """Whether the actor may change, share and remove a scenario: its maker alone."""
    own = Scenario.objects.filter(_is_ones_own(actor, ""), pk=scenario.pk)
    return actor.has(ScenarioRight.SAVE_OWN) and own.exists()


def require_may_save(actor: Actor) -> Person:
    """The person that the actor is. Raise `Denied` where they may keep no scenarios."""
    require(actor, ScenarioRight.SAVE_OWN)
    person = person_of(actor)
    if person is None:
        raise Denied(Said("You are no person of the organisation, whose scenario it could be."))
    return person


def require_may_change(actor: Actor, scenario: Scenario) -> None:
    """Raise `Denied` unless the actor made this scenario."""
    require(actor, ScenarioRight.SAVE_OWN)
    if not may_change_scenario(actor, scenario):
        raise Denied(Said("%(code)s is changed by whoever made it. Keep a copy of your own.", code=scenario.code))
