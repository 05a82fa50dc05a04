"""Telling by which criteria pay is decided."""

from django.db import connection

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Conflict, Invalid
from hoshin.base.wordings import Said
from hoshin.reviews.models import LONGEST_CRITERIA, PayCriteria
from hoshin.reviews.policies import ReviewRight


def tell_pay_criteria(actor: Actor, *, text: str, seen: int | None) -> PayCriteria:
    """Let these be the criteria from now on; those before stay to be read. `seen`: the row that was on the screen, or None.

    Conflict: somebody told others meanwhile. Invalid: nothing is written, or what stands already.
    """
    require(actor, ReviewRight.RUN)
    said = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not said:
        raise Invalid(Said("Nothing is written yet."), field="text", remedy="Say what a rise in pay follows from.")
    if len(said) > LONGEST_CRITERIA:
        raise Invalid(Said("Criteria have 20,000 characters at most."), field="text")
    with act(actor, "tell_pay_criteria"):
        _wait_for_others()
        latest = PayCriteria.objects.first()
        if (latest.pk if latest else None) != seen:
            raise Conflict(Said("Somebody else told other criteria meanwhile. Load the page again and look at them."))
        if latest is not None and latest.text == said:
            raise Invalid(Said("That is what stands already."), field="text")
        return add_row(PayCriteria(text=said, told_at=clock.now()))


def _wait_for_others() -> None:
    """Whoever tells criteria waits for whoever does so now: the very first leave no row that could be locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [PayCriteria._meta.db_table])
