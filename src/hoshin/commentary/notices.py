"""What people are told about commentary: where a word is asked of them."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.base.wordings import wording
from hoshin.commentary.asking import commentary_missing
from hoshin.commentary.policies import CommentaryRight, answering_users
from hoshin.notices.kinds import NoticeKind, OwedFacts, OwedThing
from hoshin.scorecards.models import Node
from hoshin.scorecards.selectors import period_for
from hoshin.strategy.choices import AsksCommentary
from hoshin.strategy.models import Plan
from hoshin.strategy.policies import plans_visible_to


def _plans_that_ask(actor: Actor) -> QuerySet[Plan]:
    return plans_visible_to(actor).exclude(asks_commentary=AsksCommentary.NEVER)


def _missing(actor: Actor) -> Iterator[tuple[Period, Node]]:
    for plan in _plans_that_ask(actor):
        period = period_for(plan, None)
        if period is not None:
            for node in commentary_missing(actor, plan, period, is_own=True):
                yield period, node


def _commentary_owed(actor: Actor) -> OwedFacts | None:
    count = sum(1 for _one in _missing(actor))
    return {"count": count} if count else None


def _first_asked(actor: Actor, most: int) -> list[OwedThing]:
    return [
        OwedThing(
            node.pk,
            _("Say why: %(name)s") % {"name": node.thing.name},
            "comment",
            (node.kind, node.thing.code, str(period)),
            query=(("unit", node.unit.code),) if node.unit else (),
            about=" · ".join(part for part in (period.label, node.unit.name if node.unit else "") if part),
            since=period.end,
        )
        for period, node in islice(_missing(actor), most)
    ]


ASKED = NoticeKind(
    "commentary_asked",
    gettext_lazy("Commentary that is asked of you"),
    wording(
        "commentary_asked",
        gettext_lazy("%(count)s objectives and measures wait for a word of yours"),
        of_one=gettext_lazy("One objective or measure waits for a word of yours"),
    ),
    "commentary",
    right=CommentaryRight.WRITE_OWN,
    owed=_commentary_owed,
    owing=answering_users,
    owed_first=_first_asked,
    rests_on=_plans_that_ask,
)
KINDS = (ASKED,)
