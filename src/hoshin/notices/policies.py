"""A notice, the mails that bring it, and how one wants to be told, are one's own alone."""

from enum import StrEnum

from django.db.models import Q, QuerySet

from hoshin.accounts.access import ADMINISTRATORS, Actor
from hoshin.accounts.models import User
from hoshin.accounts.sight import Opening, Relation, visible
from hoshin.notices.models import Letter, Notice, NoticeSettings


class NoticeRight(StrEnum):
    READ_MAILS = "read the mails that stay in the installation"


def _is_ones_own(actor: Actor, path: str) -> Q:
    return Q(pk__in=()) if actor.user_id is None else Q(**{f"{path}user": actor.user_id})


TO_ONESELF = (Opening(Relation.SELF, _is_ones_own),)


def notices_visible_to(actor: Actor) -> QuerySet[Notice]:
    """What the actor was told."""
    return visible(Notice.objects.all(), "notice", actor)


def letters_visible_to(actor: Actor) -> QuerySet[Letter]:
    """The mails that the actor gets."""
    return visible(Letter.objects.all(), "letter", actor)


def notice_settings_visible_to(actor: Actor) -> QuerySet[NoticeSettings]:
    """How the actor wants to be told."""
    return visible(NoticeSettings.objects.all(), "notice_settings", actor)


def administrators() -> QuerySet[User, int]:
    """The numbers of those who look after the installation."""
    return User.objects.filter(role__in=ADMINISTRATORS, is_active=True).values_list("pk", flat=True)
