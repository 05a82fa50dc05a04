"""What people are told about goals: that something is noticed of theirs."""

from django.utils.translation import gettext_lazy as _

from hoshin.base.wordings import wording
from hoshin.notices.kinds import NoticeKind

NOTICED = NoticeKind(
    "goals_noticed",
    _("Something is noticed of your goals"),
    wording(
        "goals_noticed",
        _("%(count)s things are noticed of your goals, with what to do"),
        of_one=_("Something is noticed of your goals, with what to do"),
    ),
    "goals",
)
KINDS = (NOTICED,)
