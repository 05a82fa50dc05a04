"""The page on which somebody lands who did not ask for another one."""

from django.conf import settings

from hoshin.accounts.access import Actor
from hoshin.desk.selectors import first_of
from hoshin.measures.policies import MeasureRight
from hoshin.scorecards.selectors import is_asked_for_values
from hoshin.web.addresses import address_or_none
from hoshin.web.kept import address_of_starred


def landing_page(actor: Actor) -> str:
    """What somebody chose to begin with.

    Else the grid of values for those who supply values and may do nothing more, and the scorecard for all others.
    """
    chosen = first_of(actor)
    if chosen is not None:
        return address_of_starred(chosen)
    if not actor.has(MeasureRight.RECORD_ANY) and is_asked_for_values(actor):
        return address_or_none("values") or "/"
    return address_or_none(settings.LOGIN_REDIRECT_URL) or address_or_none("profile") or "/"
