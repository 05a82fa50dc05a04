"""How comments stand in the audit trail. What a removed one said, its author alone reads."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.tracked import Tracked
from hoshin.discussion.models import Comment
from hoshin.discussion.policies import comments_traced_to


def _undone_by_oneself(actor: Actor, changes: Sequence[Change]) -> set[int]:
    """One's own changes alone: no role takes back what somebody said."""
    return {change.pk for change in changes if change.is_by(actor)}


TRACKED = (
    Tracked(
        model=Comment,
        label=_("Comment"),
        named_by=("written_by", "written_at"),
        page="discussion_comment",
        seen_by=comments_traced_to,
        undone_by=_undone_by_oneself,
    ),
)
