"""How initiatives and what hangs on them stand in the audit trail."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.tracked import Tracked
from hoshin.initiatives.models import (
    Baseline,
    ExpectedEffect,
    Initiative,
    InitiativeCost,
    InitiativeFile,
    Milestone,
    MilestoneDependency,
    TeamMember,
)
from hoshin.initiatives.policies import (
    InitiativeRight,
    baselines_visible_to,
    costs_visible_to,
    dependencies_visible_to,
    effects_visible_to,
    initiative_files_visible_to,
    initiatives_visible_to,
    milestones_visible_to,
    team_visible_to,
)


def _undone_by(actor: Actor, changes: Sequence[Change]) -> set[int]:
    """One's own changes while one may write initiatives; of others, for the office where it sees the trail."""
    if actor.has(InitiativeRight.WRITE_ANY):
        return {change.pk for change in changes if actor.may_see_trail or change.is_by(actor)}
    return {change.pk for change in changes if change.is_by(actor) and actor.has(InitiativeRight.WRITE_OWN)}


TRACKED = (
    Tracked(
        model=Initiative,
        label=_("Initiative"),
        named_by=("code", "name"),
        page="initiative",
        seen_by=initiatives_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=ExpectedEffect,
        label=_("What an initiative serves"),
        named_by=("initiative__code", "objective__code"),
        page="initiative",
        page_by="initiative__code",
        seen_by=effects_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=TeamMember,
        label=_("Team of an initiative"),
        named_by=("initiative__code", "person__name"),
        page="initiative",
        page_by="initiative__code",
        seen_by=team_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=Milestone,
        label=_("Milestone"),
        named_by=("initiative__code", "code", "name"),
        page="initiative",
        page_by="initiative__code",
        seen_by=milestones_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=MilestoneDependency,
        label=_("What a milestone waits for"),
        named_by=("milestone__initiative__code", "milestone__code", "needs__code"),
        page="initiative",
        page_by="milestone__initiative__code",
        seen_by=dependencies_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=InitiativeCost,
        label=_("Cost of an initiative"),
        named_by=("initiative__code", "starts_on"),
        page="initiative",
        page_by="initiative__code",
        seen_by=costs_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=InitiativeFile,
        label=_("File on an initiative"),
        named_by=("initiative__code", "title"),
        page="initiative",
        page_by="initiative__code",
        seen_by=initiative_files_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=Baseline,
        label=_("Agreed plan of an initiative"),
        named_by=("initiative__code", "agreed_at"),
        page="initiative",
        page_by="initiative__code",
        seen_by=baselines_visible_to,
        undone_by=_undone_by,
    ),
)
