"""What people are told of initiatives, and which milestones they owe."""

from collections.abc import Sequence

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.wordings import wording
from hoshin.initiatives.policies import InitiativeRight, late_milestones_of, owners_of_late_milestones
from hoshin.notices.kinds import NoticeKind, OwedFacts, OwedThing


def _owed(actor: Actor) -> OwedFacts | None:
    count = late_milestones_of(actor).count()
    return {"count": count, "late": count} if count else None


def _owed_first(actor: Actor, limit: int) -> Sequence[OwedThing]:
    rows = late_milestones_of(actor).select_related("initiative").order_by("due_date", "pk")[:limit]
    return [
        OwedThing(
            row.pk,
            translated("Milestone is late: %(name)s") % {"name": row.name},
            "initiative",
            (row.initiative.code,),
            about=row.initiative.name,
            due_on=row.due_date,
            version=row.version,
        )
        for row in rows
    ]


LATE = NoticeKind(
    "milestones_late",
    _("Milestones of yours that are late"),
    wording(
        "milestones_late",
        _("%(count)s milestones of yours are late: say that they are done, or when they will be"),
        of_one=_("A milestone of yours is late: say that it is done, or when it will be"),
    ),
    "initiatives",
    right=InitiativeRight.WRITE_OWN,
    owed=_owed,
    owing=owners_of_late_milestones,
    owed_first=_owed_first,
    rests_on=late_milestones_of,
)
SLIPPED = NoticeKind(
    "milestone_slipped",
    _("A milestone slipped that yours waits for"),
    wording(
        "milestone_slipped",
        _("%(by)s moved %(milestone)s of %(initiative)s, which %(own)s waits for: %(own)s is due %(due)s now"),
        _("%(by)s moved %(milestone)s of %(initiative)s, which %(own)s waits for, beyond the start of that"),
    ),
    "initiative",
    ("code",),
    about="initiative",
)
KINDS = (LATE, SLIPPED)
