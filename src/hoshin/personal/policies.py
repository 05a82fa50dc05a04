"""Who has the data of people put together, and who erases them. What is in a file is for the person alone.

HR of a unit has them put together for whoever there asks for it, and learns that it was done; administrators erase.
"""

from enum import StrEnum

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor, require
from hoshin.accounts.sight import Opening, Relation, every, visible
from hoshin.org.models import Person
from hoshin.org.relations import is_hr_of_unit
from hoshin.personal.models import DataExport, Erasure, RetentionRules


class PersonalRight(StrEnum):
    ERASE = "erase people, and have their data put together for them"


def _is_ones_own(actor: Actor, path: str) -> Q:
    if actor.user_id is None:
        return Q(pk__in=())
    return Q(**{f"{path}user": actor.user_id}) | Q(**{f"{path}person__user": actor.user_id})


def _is_of_ones_unit(actor: Actor, path: str) -> Q:
    return is_hr_of_unit(actor, f"{path}person")


TO_EXPORTS = (
    Opening(Relation.SELF, _is_ones_own),
    Opening(Relation.HR_OF_UNIT, _is_of_ones_unit),
    Opening(PersonalRight.ERASE, every),
)
TO_ERASURES = (Opening(PersonalRight.ERASE, every),)


def data_exports_visible_to(actor: Actor) -> QuerySet[DataExport]:
    """One's own; that they were made, for HR of the unit and for whoever may erase."""
    return visible(DataExport.objects.all(), "data_export", actor)


def may_have_data_put_together(actor: Actor, person: Person | None) -> bool:
    """Whether the actor may have the data of this person put together for them; of a user who is no person (None) too."""
    if actor.has(PersonalRight.ERASE):
        return True
    return person is not None and Person.objects.filter(is_hr_of_unit(actor, ""), pk=person.pk).exists()


def require_may_have_data_put_together(actor: Actor, person: Person | None) -> None:
    """`Denied` for who is neither HR of the unit nor has the right to erase."""
    if not may_have_data_put_together(actor, person):
        require(actor, PersonalRight.ERASE)


def own_data_exports(actor: Actor) -> QuerySet[DataExport]:
    """Those whose file the actor may fetch: of themself, whoever asked for it."""
    return data_exports_visible_to(actor).filter(_is_ones_own(actor, ""))


def erasures_visible_to(actor: Actor) -> QuerySet[Erasure]:
    """Who was erased, by number."""
    return visible(Erasure.objects.all(), "erasure", actor)


def retention_rules_visible_to(actor: Actor) -> QuerySet[RetentionRules]:
    """For how long data are kept."""
    return visible(RetentionRules.objects.all(), "retention_rules", actor)
