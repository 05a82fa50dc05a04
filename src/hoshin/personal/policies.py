"""Who has the data of people put together, and who erases them. What is in a file is for the person alone."""

from enum import StrEnum

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.accounts.sight import Opening, Relation, every, visible
from hoshin.personal.models import DataExport, Erasure, RetentionRules


class PersonalRight(StrEnum):
    ERASE = "erase people, and have their data put together for them"


def _is_ones_own(actor: Actor, path: str) -> Q:
    if actor.user_id is None:
        return Q(pk__in=())
    return Q(**{f"{path}user": actor.user_id}) | Q(**{f"{path}person__user": actor.user_id})


TO_EXPORTS = (Opening(Relation.SELF, _is_ones_own), Opening(PersonalRight.ERASE, every))
TO_ERASURES = (Opening(PersonalRight.ERASE, every),)


def data_exports_visible_to(actor: Actor) -> QuerySet[DataExport]:
    """One's own; that they were made, for whoever may have them made for others."""
    return visible(DataExport.objects.all(), "data_export", actor)


def own_data_exports(actor: Actor) -> QuerySet[DataExport]:
    """Those whose file the actor may fetch: of themself, whoever asked for it."""
    return data_exports_visible_to(actor).filter(_is_ones_own(actor, ""))


def erasures_visible_to(actor: Actor) -> QuerySet[Erasure]:
    """Who was erased, by number."""
    return visible(Erasure.objects.all(), "erasure", actor)


def retention_rules_visible_to(actor: Actor) -> QuerySet[RetentionRules]:
    """For how long data are kept."""
    return visible(RetentionRules.objects.all(), "retention_rules", actor)
