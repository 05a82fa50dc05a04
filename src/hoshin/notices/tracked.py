"""How the choice of notices stands in the audit trail: seen and undone by whose it is."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Tracked
from hoshin.notices.models import NoticeSettings
from hoshin.notices.policies import notice_settings_visible_to

TRACKED = (
    Tracked(
        model=NoticeSettings,
        label=_("Choice of notices"),
        named_by=("user__name",),
        seen_by=notice_settings_visible_to,
        undone_by=undone_with(Right.SEE),
    ),
)
