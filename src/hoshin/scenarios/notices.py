"""What people are told about scenarios: that one was shared with them by name."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording
from hoshin.notices.kinds import NoticeKind

SHARED = NoticeKind(
    "scenario_shared",
    _("A scenario is shared with you"),
    wording("scenario_shared", _("%(by)s shares a scenario with you: %(name)s, %(code)s")),
    "scenario",
    ("code",),
    about="scenario",
)
KINDS = (SHARED,)
