"""Initiatives with their milestones by the objectives that they serve, for the roadmap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoshin.accounts.access import Actor
from hoshin.initiatives.models import Initiative
from hoshin.initiatives.selectors.listing import ShownInitiative, shown_initiatives
from hoshin.initiatives.selectors.milestones import PlannedMilestone, latest_baselines, planned_milestones
from hoshin.strategy.models import Objective


@dataclass(frozen=True, slots=True)
class RoadmapLane:
    """An initiative with its milestones; `agreed_due`: when it was due in the latest plan that was agreed."""

    shown: ShownInitiative
    milestones: tuple[PlannedMilestone, ...]
    agreed_due: date | None

    @property
    def begins(self) -> date | None:
        """Its own start, or that of its first milestone."""
        days = [one.row.start_date or one.row.due_date for one in self.milestones]
        return self.shown.row.start_date or min(days, default=self.shown.row.due_date)

    @property
    def ends(self) -> date | None:
        """The day on which the last of it is to be done: its own due day, or that of a milestone beyond."""
        days = [one.row.due_date for one in self.milestones if not one.row.is_cancelled]
        known = [*days, *([self.shown.row.due_date] if self.shown.row.due_date else ())]
        return max(known, default=None)


@dataclass(frozen=True, slots=True)
class RoadmapBand:
    """An objective with the initiatives that serve it first; None: those that serve nothing that the actor sees."""

    objective: Objective | None
    lanes: tuple[RoadmapLane, ...]


def roadmap_of(actor: Actor, initiatives: Sequence[Initiative]) -> list[RoadmapBand]:
    """Each initiative once, in the band of the first objective that it serves, as far as the actor sees it."""
    planned = planned_milestones(actor, initiatives)
    agreed = {row.initiative_id: row.due_date for row in latest_baselines(actor, [row.pk for row in initiatives])}
    bands: dict[int, list[RoadmapLane]] = {}
    objectives: dict[int, Objective] = {}
    for shown in shown_initiatives(actor, initiatives):
        first = shown.serves[0].objective if shown.serves else None
        if first is not None:
            objectives[first.pk] = first
        lane = RoadmapLane(shown, tuple(planned.get(shown.row.pk, ())), agreed.get(shown.row.pk))
        bands.setdefault(first.pk if first else 0, []).append(lane)
    order = sorted(
        bands, key=lambda pk: (pk == 0, objectives[pk].plan_id if pk else 0, objectives[pk].position if pk else 0)
    )
    return [RoadmapBand(objectives.get(pk), tuple(bands[pk])) for pk in order]
