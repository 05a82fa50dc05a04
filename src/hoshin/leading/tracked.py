"""How announcements and questions about them stand in the audit trail; who read what stands in none."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.tracked import Tracked
from hoshin.leading.models import Announcement, AnnouncementQuestion
from hoshin.leading.policies import announcements_visible_to, questions_visible_to


def _undone_by_oneself(actor: Actor, changes: Sequence[Change]) -> set[int]:
    """One's own changes alone."""
    return {change.pk for change in changes if change.is_by(actor)}


TRACKED = (
    Tracked(
        model=Announcement,
        label=_("Announcement"),
        named_by=("title",),
        page="announcement",
        page_by="pk",
        seen_by=announcements_visible_to,
        undone_by=_undone_by_oneself,
    ),
    Tracked(
        model=AnnouncementQuestion,
        label=_("Question about an announcement"),
        named_by=("announcement__title",),
        seen_by=questions_visible_to,
        undone_by=_undone_by_oneself,
    ),
)
