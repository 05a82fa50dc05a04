"""Everything that changes cycles, and goals that people take on."""

from hoshin.okrs.services.bulk import upsert_commitments, upsert_cycle_results, upsert_cycles
from hoshin.okrs.services.closing import close_cycle, reopen_cycle
from hoshin.okrs.services.cycles import add_cycle, change_cycle, remove_cycle
from hoshin.okrs.services.goals import change_goal, drop_goal, set_agreed, write_goal
from hoshin.okrs.services.key_result_rows import upsert_key_results

__all__ = [
    "add_cycle",
    "change_cycle",
    "change_goal",
    "close_cycle",
    "drop_goal",
    "remove_cycle",
    "reopen_cycle",
    "set_agreed",
    "upsert_commitments",
    "upsert_cycle_results",
    "upsert_cycles",
    "upsert_key_results",
    "write_goal",
]
