"""Finds initiatives: which there are, how they stand, what they serve, wait for and cost, and where they lie in time."""

from hoshin.initiatives.selectors.costs import CostLine, CostSums, costs_of
from hoshin.initiatives.selectors.files import files_of_initiative, initiative_file_by_number
from hoshin.initiatives.selectors.listing import (
    InitiativesWanted,
    ShownInitiative,
    initiative_by_code,
    initiatives_for,
    initiatives_listed,
    shown_initiatives,
)
from hoshin.initiatives.selectors.milestones import (
    PlannedMilestone,
    SlipEffect,
    effect_of,
    milestone_by_code,
    milestone_named,
    planned_milestones,
)
from hoshin.initiatives.selectors.roadmap import RoadmapBand, RoadmapLane, roadmap_of
from hoshin.initiatives.selectors.standings import standing_of, standings_of

__all__ = [
    "CostLine",
    "CostSums",
    "InitiativesWanted",
    "PlannedMilestone",
    "RoadmapBand",
    "RoadmapLane",
    "ShownInitiative",
    "SlipEffect",
    "costs_of",
    "effect_of",
    "files_of_initiative",
    "initiative_by_code",
    "initiative_file_by_number",
    "initiatives_for",
    "initiatives_listed",
    "milestone_by_code",
    "milestone_named",
    "planned_milestones",
    "roadmap_of",
    "shown_initiatives",
    "standing_of",
    "standings_of",
]
