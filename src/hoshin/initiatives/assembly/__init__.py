"""Milestones through the engine: how an initiative stands, what is critical, and what a slip moves."""

from hoshin.initiatives.assembly.plans import DatedStep, MovedStep, StepPlan, plan_of
from hoshin.initiatives.assembly.standing import STATUSES, CountedStep, InitiativeStanding, standings

__all__ = [
    "STATUSES",
    "CountedStep",
    "DatedStep",
    "InitiativeStanding",
    "MovedStep",
    "StepPlan",
    "plan_of",
    "standings",
]
