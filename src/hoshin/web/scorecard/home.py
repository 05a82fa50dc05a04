"""How the whole stands, on home: the sentence of the scorecard, and what needs somebody most."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from hoshin.scorecards.selectors import scorecard
from hoshin.strategy.selectors import plan_nearest
from hoshin.web.access import actor_of
from hoshin.web.addresses import address_or_none
from hoshin.web.home_parts import HomePart
from hoshin.web.scorecard.choice import Choice
from hoshin.web.scorecard.sentence import standing_words


def _whole(request: HttpRequest) -> dict[str, Any] | None:
    """The plan nearest to the reader, read as its scorecard is, so that one answer is kept for both pages."""
    actor, usual = actor_of(request), Choice.of(QueryDict())
    plan = plan_nearest(actor)
    if plan is None:
        return {"plan": None, "start_url": address_or_none("first_steps")}
    card = scorecard(actor, plan, depth=usual.depth, opened=usual.read, has_attention=True)
    if card.period is None or card.top is None:
        return {"plan": plan, "top": None}
    return {
        "plan": plan,
        "top": card.top,
        "period": card.period,
        "sentence": standing_words(card.top, card.top.delta, card.period.shift(-1), card.attention),
        "needs": [need.line for need in card.attention.needs if need.line is not None],
    }


PARTS = (HomePart("whole", _("How the whole stands"), "scorecard", "scorecard/_home.html", _whole, 40),)
