"""Everything that changes check-ins and blockers."""

from hoshin.checkins.services.blockers import answer_blocker, clear_blocker, raise_blocker
from hoshin.checkins.services.bulk import upsert_check_ins
from hoshin.checkins.services.checking_in import check_in

__all__ = ["answer_blocker", "check_in", "clear_blocker", "raise_blocker", "upsert_check_ins"]
