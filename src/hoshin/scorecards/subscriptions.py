"""What scorecards does when something below it changes."""

from collections.abc import Collection, Hashable

from hoshin.audit.removal import guard_removal
from hoshin.base import events
from hoshin.measures.beside import wait_by
from hoshin.measures.events import ActualsChanged, MeasuresChanged
from hoshin.org.events import OrganisationChanged
from hoshin.scorecards import services
from hoshin.scorecards.events import ScoresOutdated
from hoshin.scorecards.models import Node
from hoshin.scorecards.resting import refuse_removal
from hoshin.strategy.events import StructureChanged


def register() -> None:
    """Subscribe to the news of the apps below, and keep an undo from taking away what past scores rest on."""
    events.subscribe(OrganisationChanged, services.follow_organisation)
    events.subscribe(StructureChanged, services.follow_structure)
    events.subscribe(MeasuresChanged, services.follow_measures)
    events.subscribe(ActualsChanged, services.follow_actuals)
    events.subscribe(ScoresOutdated, services.follow_outdated)
    guard_removal(refuse_removal)
    wait_by(_plans_served)


def _plans_served(measures: Collection[int]) -> Hashable:
    """The plans whose scores hang on some measures: who records any of these waits for the same."""
    nodes = Node.objects.order_by().filter(measure__in=measures)
    return frozenset(nodes.values_list("plan_id", flat=True).distinct())
