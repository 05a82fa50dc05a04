"""Who joins, moved and leaves about now, on home: for those who keep people in order."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Right
from hoshin.base import clock
from hoshin.org.movements import movements_between
from hoshin.org.relations import is_hr_of_any_unit
from hoshin.web.access import actor_of
from hoshin.web.home_parts import HomePart

MOST = 4
_DAYS = timedelta(days=14)


def _movements(request: HttpRequest) -> dict[str, Any] | None:
    actor, today = actor_of(request), clock.today()
    if not actor.has(Right.EDIT_PLAN) and not is_hr_of_any_unit(actor):
        return None
    found = movements_between(actor, today - _DAYS, today + _DAYS)
    if not found.joiners and not found.movers and not found.leavers:
        return None
    return {"found": found, "most": MOST, "today": today}


PARTS = (HomePart("movements", _("Who comes, moves and goes"), "movements", "organisation/_home.html", _movements, 50),)
