"""What people are told about people: that something is theirs now, and that leavers still have something."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.accounts.access import Actor, Right
from hoshin.base.wordings import wording
from hoshin.notices.kinds import ByMail, NoticeKind, OwedRow, OwedRows, OwedThing, day_in
from hoshin.org.leavers import leavers_with_things
from hoshin.org.policies import keepers_of_people


def _left_behind(actor: Actor, row: OwedRow) -> OwedThing:
    return OwedThing(
        row["pk"],
        _("Hand over what is left of %(name)s") % {"name": row["name"]},
        "person_hand_over",
        (row["pk"],),
        about=row["title"],
        since=day_in(row["end_date"]),
    )


HANDED_OVER = NoticeKind(
    "handed_over",
    gettext_lazy("Something is handed over to you"),
    wording(
        "handed_over",
        gettext_lazy("%(by)s handed %(count)s things of %(name)s over to you"),
        of_one=gettext_lazy("%(by)s handed one thing of %(name)s over to you"),
    ),
    "person",
    ("employee_id",),
    about="person",
    by_mail=ByMail.AT_ONCE,
)
LEFT_BEHIND = NoticeKind(
    "left_behind",
    gettext_lazy("People who have left and still own something"),
    wording(
        "left_behind",
        gettext_lazy("%(count)s people who have left still own something"),
        of_one=gettext_lazy("Somebody who has left still owns something"),
    ),
    "leavers",
    right=Right.EDIT_PLAN,
    owing=keepers_of_people,
    rows=OwedRows(leavers_with_things, ("name", "title", "end_date"), _left_behind),
)
KINDS = (HANDED_OVER, LEFT_BEHIND)
