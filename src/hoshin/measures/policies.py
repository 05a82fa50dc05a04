"""Who may record what."""

from collections.abc import Collection
from enum import StrEnum

from hoshin.accounts.access import Actor, require
from hoshin.base.errors import Denied
from hoshin.measures.models import Measure
from hoshin.org.selectors import person_of


class MeasureRight(StrEnum):
    RECORD_OWN = "record actuals of measures that one owns or supplies"
    RECORD_ANY = "record actuals of any measure"


def may_record_actual(actor: Actor, measure: Measure) -> bool:
    """Whether the actor may record values of this measure: the office any, a contributor those of their own."""
    if actor.has(MeasureRight.RECORD_ANY):
        return True
    return actor.has(MeasureRight.RECORD_OWN) and _is_theirs(actor, [measure])


def require_may_record(actor: Actor, measures: Collection[Measure]) -> None:
    """Raise `Denied` unless the actor may record values of all these measures; names the first that is not theirs."""
    if actor.has(MeasureRight.RECORD_ANY):
        return
    require(actor, MeasureRight.RECORD_OWN)
    if not _is_theirs(actor, measures):
        person = person_of(actor)
        other = next(m for m in measures if person is None or person.pk not in (m.owner_id, m.supplier_id))
        raise Denied(
            f"You may record values only of measures that you own or supply, and {other.code} is not one of them. "
            "Ask the strategy office to make you its owner or supplier."
        )


def _is_theirs(actor: Actor, measures: Collection[Measure]) -> bool:
    person = person_of(actor)
    return person is not None and all(person.pk in (m.owner_id, m.supplier_id) for m in measures)
