"""How grants stand in the audit trail."""

from django.utils.translation import gettext_lazy as _

from hoshin.assistants.models import AssistantGrant
from hoshin.assistants.policies import grants_traced_to
from hoshin.audit.tracked import Tracked

TRACKED = (
    Tracked(
        model=AssistantGrant,
        label=_("Grant to an assistant"),
        named_by=("name", "prefix"),
        page="assistants",
        seen_by=grants_traced_to,
        # What was ended stays ended: whoever wants it again grants it again.
        undone_by=None,
        secrets=("digest",),
        traces_of_use=("used_at",),
    ),
)
