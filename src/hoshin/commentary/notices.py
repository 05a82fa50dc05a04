"""What people are told about commentary: where a word is asked of them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.accounts.access import Actor
from hoshin.base.wordings import wording
from hoshin.commentary.asking import own_commentary_missing, plans_that_ask
from hoshin.commentary.policies import CommentaryRight, answering_users
from hoshin.notices.kinds import NoticeKind, OwedFacts, OwedThing, counted_facts


def _commentary_owed(actor: Actor) -> OwedFacts | None:
    return counted_facts(len(own_commentary_missing(actor)))


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
        for period, node in own_commentary_missing(actor)[:most]
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
    rests_on=plans_that_ask,
)
KINDS = (ASKED,)
