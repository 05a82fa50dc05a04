"""Everything that changes scenarios, and the one way from there into the plan."""

from hoshin.scenarios.services.adopting import Adopted, Adoption, adopt_scenario, adoptions_of
from hoshin.scenarios.services.bulk import upsert_scenarios
from hoshin.scenarios.services.keeping import change_scenario, remove_scenario, save_scenario

__all__ = [
    "Adopted",
    "Adoption",
    "adopt_scenario",
    "adoptions_of",
    "change_scenario",
    "remove_scenario",
    "save_scenario",
    "upsert_scenarios",
]
