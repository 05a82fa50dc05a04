"""Everything that changes check-ins, what reviewers say of them, blockers and absences."""

from hoshin.checkins.services.absences import add_absence, remove_absence
from hoshin.checkins.services.blockers import answer_blocker, clear_blocker, raise_blocker
from hoshin.checkins.services.bulk import upsert_absences, upsert_blockers, upsert_check_ins
from hoshin.checkins.services.checking_in import check_in
from hoshin.checkins.services.reviewing import acknowledge, set_reviewer
from hoshin.checkins.services.rules import save_check_in_rules
from hoshin.checkins.services.voting import vote_confidence

__all__ = [
    "acknowledge",
    "add_absence",
    "answer_blocker",
    "check_in",
    "clear_blocker",
    "raise_blocker",
    "remove_absence",
    "save_check_in_rules",
    "set_reviewer",
    "upsert_absences",
    "upsert_blockers",
    "upsert_check_ins",
    "vote_confidence",
]
