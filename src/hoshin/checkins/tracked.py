"""How check-ins and blockers stand in the audit trail."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor, Right
from hoshin.accounts.policies import undone_with
from hoshin.audit.models import Change
from hoshin.audit.tracked import Tracked
from hoshin.checkins.models import Absence, Acknowledgement, Blocker, CheckIn, CheckInRules, GoalReviewer
from hoshin.checkins.policies import (
    CheckInRight,
    absences_visible_to,
    acknowledgements_visible_to,
    blockers_visible_to,
    check_in_rules_visible_to,
    check_ins_visible_to,
    goal_reviewers_visible_to,
)


def _undone_by(actor: Actor, changes: Sequence[Change]) -> set[int]:
    """One's own changes while one may check in; of others, for the office where it sees the trail."""
    if actor.has(CheckInRight.CHECK_IN_ANY):
        return {change.pk for change in changes if actor.may_see_trail or change.is_by(actor)}
    return {change.pk for change in changes if change.is_by(actor) and actor.has(CheckInRight.CHECK_IN_OWN)}


TRACKED = (
    Tracked(
        model=CheckIn,
        label=_("Check-in"),
        named_by=("measure__code", "checked_on", "written_by"),
        seen_by=check_ins_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=Blocker,
        label=_("Blocker"),
        named_by=("objective__code", "text"),
        seen_by=blockers_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=GoalReviewer,
        label=_("Reviewer of a goal"),
        named_by=("objective__code", "person__name"),
        seen_by=goal_reviewers_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=Acknowledgement,
        label=_("Acknowledgement"),
        named_by=("check_in__measure__code", "check_in__checked_on", "written_by"),
        seen_by=acknowledgements_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=CheckInRules,
        label=_("Rules of check-ins"),
        named_by=("version",),
        seen_by=check_in_rules_visible_to,
        undone_by=undone_with(Right.EDIT_SETTINGS),
    ),
    Tracked(
        model=Absence,
        label=_("Absence"),
        named_by=("person__name", "starts_on"),
        seen_by=absences_visible_to,
        undone_by=_undone_by,
    ),
)
