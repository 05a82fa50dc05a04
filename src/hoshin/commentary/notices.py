"""What people are told about commentary: where a word is asked of them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.wordings import wording
from hoshin.commentary.asking import commentary_missing, statuses_asked
from hoshin.commentary.policies import CommentaryRight, answering_users
from hoshin.notices.kinds import NoticeKind, OwedFacts
from hoshin.scorecards.selectors import period_for
from hoshin.strategy.policies import plans_visible_to


def _commentary_owed(actor: Actor) -> OwedFacts | None:
    count = 0
    for plan in plans_visible_to(actor):
        period = period_for(plan, None) if statuses_asked(plan) else None
        if period is not None:
            count += len(commentary_missing(actor, plan, period, is_own=True))
    return {"count": count} if count else None


ASKED = NoticeKind(
    "commentary_asked",
    _("Commentary that is asked of you"),
    wording(
        "commentary_asked",
        _("%(count)s objectives and measures wait for a word of yours"),
        of_one=_("One objective or measure waits for a word of yours"),
    ),
    "commentary",
    right=CommentaryRight.WRITE_OWN,
    owed=_commentary_owed,
    owing=answering_users,
)
KINDS = (ASKED,)
