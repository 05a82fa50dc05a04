"""Commentary by its words, as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Finds, Found
from hoshin.base.words import begins_with
from hoshin.commentary.models import TEXTS
from hoshin.commentary.policies import commentaries_visible_to

_SHOWN = 160


def _commentaries(actor: Actor, text: str, limit: int) -> list[Found]:
    saying = begins_with(text, names=TEXTS[0], codes=())
    for name in TEXTS[1:]:
        saying |= begins_with(text, names=name, codes=())
    rows = commentaries_visible_to(actor).filter(saying).select_related("measure", "objective", "unit")
    return [
        Found("commentary", row.pk, row.thing.code, f"{row.thing.name}, {row.period.label}", row.first_words[:_SHOWN])
        for row in rows.order_by("-starts_on", "-pk")[:limit]
    ]


FINDS = (Finds("commentary", _("Commentary"), 40, _commentaries, "commentary", "about"),)
