"""The page on which somebody lands who did not ask for another one."""

from hoshin.accounts.access import Actor
from hoshin.desk.selectors import first_of
from hoshin.web.addresses import address
from hoshin.web.kept import address_of_starred


def landing_page(actor: Actor) -> str:
    """What somebody chose to begin with; home for all others."""
    chosen = first_of(actor)
    return address("home") if chosen is None else address_of_starred(chosen)
