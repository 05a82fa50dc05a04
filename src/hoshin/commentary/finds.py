"""Commentary by its words, as answers of the search."""

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Left, NullIf
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Answers, Finds, Found, FoundRow, as_answers, latest_first
from hoshin.base.periods import Frequency, Period
from hoshin.base.words import begins_with
from hoshin.commentary.models import TEXTS
from hoshin.commentary.policies import commentaries_visible_to

_SHOWN = 160


def _commentaries(actor: Actor, text: str, limit: int) -> list[Answers]:
    saying = begins_with(text, names=TEXTS[0], codes=())
    for name in TEXTS[1:]:
        saying |= begins_with(text, names=name, codes=())
    rows = commentaries_visible_to(actor).filter(saying).order_by("-starts_on", "-pk")
    answers = as_answers(
        rows,
        "commentary",
        code=Coalesce("measure__code", "objective__code"),
        name=Coalesce("measure__name", "objective__name"),
        detail=Left(Coalesce(*(NullIf(F(name), Value("")) for name in TEXTS)), _SHOWN),
        fact="frequency",
        at="starts_on",
    )
    return [answers[:limit]]


def _worded(row: FoundRow) -> Found:
    period = Period(Frequency(row.fact), row.at.date()) if row.at else None
    return Found(row.kind, row.id, row.code, f"{row.name}, {period.label}" if period else row.name, row.detail)


FINDS = (Finds("commentary", _("Commentary"), 40, _commentaries, "commentary", "about", _worded, latest_first),)
