"""What people are told of announcements, and what their authors owe."""

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.wordings import wording
from hoshin.leading.policies import LeadingRight, asked_authors
from hoshin.leading.selectors import questions_waiting
from hoshin.notices.kinds import NoticeKind, OwedRow, OwedRows, OwedThing, day_in


def _asked(actor: Actor, row: OwedRow) -> OwedThing:
    return OwedThing(
        row["pk"],
        translated("%(name)s asks about %(title)s") % {"name": row["asker__name"], "title": row["announcement__title"]},
        "announcement",
        (row["announcement_id"],),
        about=row["text"],
        since=day_in(row["asked_at"]),
    )


ANNOUNCED = NoticeKind(
    "announced",
    _("An announcement to you"),
    wording("announced", _("%(by)s announced: %(title)s")),
    "announcement",
    ("number",),
    about="announcement",
    right=LeadingRight.READ,
)
ANSWERED = NoticeKind(
    "announcement_answered",
    _("An answer to what you asked about an announcement"),
    wording("announcement_answered", _("%(by)s answered what you asked about %(title)s")),
    "announcement",
    ("number",),
    about="announcement",
    right=LeadingRight.READ,
)
ASKED = NoticeKind(
    "announcement_asked",
    _("Questions about what you announced"),
    wording(
        "announcement_asked",
        _("%(count)s questions about what you announced wait for an answer"),
        of_one=_("A question about what you announced waits for an answer"),
    ),
    "leading",
    right=LeadingRight.READ,
    owing=asked_authors,
    rows=OwedRows(
        questions_waiting, ("asker__name", "announcement__title", "announcement_id", "text", "asked_at"), _asked
    ),
    is_awaited=True,
)
KINDS = (ANNOUNCED, ANSWERED, ASKED)
