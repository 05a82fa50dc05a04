"""How feedback, requests and recognition stand in the audit trail. What feedback said before, its writer alone reads."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.tracked import Tracked
from hoshin.feedback.models import Feedback, FeedbackRequest, Recognition
from hoshin.feedback.policies import feedback_traced_to, recognitions_visible_to, requests_visible_to


def _undone_by_oneself(actor: Actor, changes: Sequence[Change]) -> set[int]:
    """One's own changes alone: no role takes back what somebody said."""
    return {change.pk for change in changes if change.is_by(actor)}


TRACKED = (
    Tracked(
        model=Feedback,
        label=_("Feedback"),
        named_by=("receiver__name",),
        page="feedback_one",
        page_by="pk",
        seen_by=feedback_traced_to,
        undone_by=_undone_by_oneself,
    ),
    Tracked(
        model=FeedbackRequest,
        label=_("Request for feedback"),
        named_by=("asker__name", "asked__name"),
        seen_by=requests_visible_to,
        undone_by=_undone_by_oneself,
    ),
    Tracked(
        model=Recognition,
        label=_("Recognition"),
        named_by=("person__name",),
        seen_by=recognitions_visible_to,
        undone_by=_undone_by_oneself,
    ),
)
