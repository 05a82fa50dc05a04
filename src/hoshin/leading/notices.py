"""What people are told of announcements, and what their authors owe."""

from collections.abc import Sequence

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.clock import day_of
from hoshin.base.wordings import wording
from hoshin.leading.policies import LeadingRight, asked_authors
from hoshin.leading.selectors import questions_waiting
from hoshin.notices.kinds import NoticeKind, OwedFacts, OwedThing


def _owed(actor: Actor) -> OwedFacts | None:
    count = questions_waiting(actor).count()
    return {"count": count} if count else None


def _owed_first(actor: Actor, limit: int) -> Sequence[OwedThing]:
    return [
        OwedThing(
            row.pk,
            translated("%(name)s asks about %(title)s") % {"name": row.asker.name, "title": row.announcement.title},
            "announcement",
            (row.announcement_id,),
            about=row.text,
            since=day_of(row.asked_at),
        )
        for row in questions_waiting(actor)[:limit]
    ]


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
    owed=_owed,
    owing=asked_authors,
    owed_first=_owed_first,
    rests_on=questions_waiting,
    is_awaited=True,
)
KINDS = (ANNOUNCED, ANSWERED, ASKED)
