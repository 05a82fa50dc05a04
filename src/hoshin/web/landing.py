"""The page on which somebody lands who did not ask for another one."""

from django.conf import settings

from hoshin.accounts.access import Actor
from hoshin.measures.policies import MeasureRight
from hoshin.scorecards.selectors import is_asked_for_values
from hoshin.web.addresses import address_or_none


def landing_page(actor: Actor) -> str:
    """The grid of values for those who supply values and may do nothing more; the scorecard for all others."""
    if not actor.has(MeasureRight.RECORD_ANY) and is_asked_for_values(actor):
        return address_or_none("values") or "/"
    return address_or_none(settings.LOGIN_REDIRECT_URL) or address_or_none("profile") or "/"
