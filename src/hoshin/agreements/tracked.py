"""How proposals, responses and agreements stand in the audit trail. What was said and agreed is never put back."""

from django.utils.translation import gettext_lazy as _

from hoshin.agreements.models import GoalAgreement, Proposal, Response
from hoshin.agreements.policies import agreements_visible_to, proposals_visible_to, responses_visible_to
from hoshin.audit.tracked import Tracked

TRACKED = (
    Tracked(
        model=Proposal,
        label=_("Proposal"),
        named_by=("terms__name", "owner__name"),
        page="proposal",
        page_by="pk",
        seen_by=proposals_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=Response,
        label=_("Response"),
        named_by=("proposal__terms__name", "kind"),
        page="proposal",
        page_by="proposal",
        seen_by=responses_visible_to,
        undone_by=None,
    ),
    Tracked(
        model=GoalAgreement,
        label=_("Agreement"),
        named_by=("objective__code", "objective__name"),
        seen_by=agreements_visible_to,
        undone_by=None,
    ),
)
