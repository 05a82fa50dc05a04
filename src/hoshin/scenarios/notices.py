"""What people are told about scenarios: that one was shared with them by name, or with the unit in which they work."""

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
SHARED_WITH_UNIT = NoticeKind(
    "scenario_shared_with_unit",
    _("A scenario is shared with your unit"),
    wording(
        "scenario_shared_with_unit",
        _("%(count)s scenarios were shared with %(unit)s, the latest by %(by)s: %(name)s, %(code)s"),
        of_one=_("%(by)s shares a scenario with %(unit)s: %(name)s, %(code)s"),
    ),
    "scenario",
    ("code",),
    about="scenario",
    folds_by="unit_code",
)
KINDS = (SHARED, SHARED_WITH_UNIT)
