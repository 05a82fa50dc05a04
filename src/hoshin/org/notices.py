"""What people are told about people: that something is theirs now, and that leavers still have something."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor, Right
from hoshin.base.wordings import wording
from hoshin.notices.kinds import ByMail, NoticeKind, OwedFacts
from hoshin.org.leavers import leavers_with_things
from hoshin.org.policies import keepers_of_people


def _left_behind(actor: Actor) -> OwedFacts | None:
    count = leavers_with_things(actor).count()
    return {"count": count} if count else None


HANDED_OVER = NoticeKind(
    "handed_over",
    _("Something is handed over to you"),
    wording(
        "handed_over",
        _("%(by)s handed %(count)s things of %(name)s over to you"),
        of_one=_("%(by)s handed one thing of %(name)s over to you"),
    ),
    "person",
    ("employee_id",),
    about="person",
    by_mail=ByMail.AT_ONCE,
)
LEFT_BEHIND = NoticeKind(
    "left_behind",
    _("People who have left and still own something"),
    wording(
        "left_behind",
        _("%(count)s people who have left still own something"),
        of_one=_("Somebody who has left still owns something"),
    ),
    "leavers",
    right=Right.EDIT_PLAN,
    owed=_left_behind,
    owing=keepers_of_people,
)
KINDS = (HANDED_OVER, LEFT_BEHIND)
