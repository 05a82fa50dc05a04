"""Everything that changes initiatives."""

from hoshin.initiatives.services.baselines import agree_baseline
from hoshin.initiatives.services.bulk import upsert_baselines, upsert_costs, upsert_initiatives, upsert_milestones
from hoshin.initiatives.services.costs import set_cost
from hoshin.initiatives.services.files import add_initiative_file, remove_initiative_file
from hoshin.initiatives.services.initiatives import (
    add_initiative,
    change_initiative,
    free_initiative_code,
    remove_initiative,
    set_status,
)
from hoshin.initiatives.services.milestones import add_milestone, change_milestone, remove_milestone
from hoshin.initiatives.services.moving import move_milestones
from hoshin.initiatives.services.together import CostEdit, MilestoneEdit, edit_costs, edit_milestones

__all__ = [
    "CostEdit",
    "MilestoneEdit",
    "add_initiative",
    "add_initiative_file",
    "add_milestone",
    "agree_baseline",
    "change_initiative",
    "change_milestone",
    "edit_costs",
    "edit_milestones",
    "free_initiative_code",
    "move_milestones",
    "remove_initiative",
    "remove_initiative_file",
    "remove_milestone",
    "set_cost",
    "set_status",
    "upsert_baselines",
    "upsert_costs",
    "upsert_initiatives",
    "upsert_milestones",
]
