"""Who reads what is said of a thing, and says something: whoever sees the thing, whatever kind it is.

No role opens more than that: a kind of which the office sees nothing stays closed to it here as well.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor, require
from hoshin.accounts.models import Role, User
from hoshin.accounts.sight import Opening, Relation, opened, things, visible
from hoshin.audit.models import Face
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.discussion.models import Comment, Following, Mention, Reaction
from hoshin.org.discussed import discussed_kinds
from hoshin.org.models import Person
from hoshin.org.relations import is_self
from hoshin.org.selectors import person_of

OF_COMMENTS = "comment"


class DiscussionRight(StrEnum):
    TAKE_PART = "comment on what one sees, react to it and follow it"
    REMOVE_ANY = "remove comments of others"


def _is_about_seen(actor: Actor, path: str, kinds: Iterable[str]) -> Q:
    """The thing that is named by kind and number at the end of the path may be seen."""

    def is_seen(kind: str) -> Q:
        rows = things()[kind].visible_to(actor).order_by().filter(pk=OuterRef(f"{path}thing"))
        return Q(**{f"{path}kind": kind}) & Q(Exists(rows))

    return reduce(or_, map(is_seen, kinds), Q(pk__in=()))


def _is_about_what_is_seen(actor: Actor, path: str) -> Q:
    return _is_about_seen(actor, path, discussed_kinds())


def _is_reaction_to_what_is_seen(actor: Actor, path: str) -> Q:
    return _is_about_seen(actor, path, (*discussed_kinds(), OF_COMMENTS))


def _is_in_a_seen_comment(actor: Actor, path: str) -> Q:
    return opened("comment", actor, f"{path}comment__")


def _is_ones_own(actor: Actor, path: str) -> Q:
    return is_self(actor, f"{path}person")


TO_COMMENTS = (Opening(Relation.THROUGH, _is_about_what_is_seen),)
TO_REACTIONS = (Opening(Relation.THROUGH, _is_reaction_to_what_is_seen),)
TO_MENTIONS = (Opening(Relation.THROUGH, _is_in_a_seen_comment),)
TO_FOLLOWINGS = (Opening(Relation.SELF, _is_ones_own),)


@dataclass(frozen=True, slots=True)
class TalkReaders:
    """Who will be able to read what is said: all who sign in, or these people and whoever else sees the thing."""

    is_all: bool
    names: tuple[str, ...] = ()


def comments_visible_to(actor: Actor) -> QuerySet[Comment]:
    """What is said of things that the actor may see, with the places of what was removed."""
    return visible(Comment.objects.all(), "comment", actor)


def comments_traced_to(actor: Actor) -> QuerySet[Comment]:
    """Those whose earlier words the actor may read: of what was removed, its author alone."""
    return comments_visible_to(actor).filter(Q(removed_at=None) | is_self(actor, "author"))


def mentions_visible_to(actor: Actor) -> QuerySet[Mention]:
    """Who is named in comments that the actor may see."""
    return visible(Mention.objects.all(), "mention", actor)


def reactions_visible_to(actor: Actor) -> QuerySet[Reaction]:
    """Reactions to things and comments that the actor may see."""
    return visible(Reaction.objects.all(), "reaction", actor)


def followings_visible_to(actor: Actor) -> QuerySet[Following]:
    """What the actor chose to follow, or to follow no more."""
    return visible(Following.objects.all(), "following", actor)


def require_part(actor: Actor) -> Person:
    """The person that the actor is, who alone takes part; `Denied` for whoever is none."""
    require(actor, DiscussionRight.TAKE_PART)
    person = person_of(actor)
    if person is None:
        raise Denied(Said("People talk here. Your user is no person of the organisation: ask the office."))
    return person


def is_author(actor: Actor, comment: Comment) -> bool:
    """Whether the actor wrote it."""
    return comment.author is not None and actor.user_id is not None and comment.author.user_id == actor.user_id


def may_remove(actor: Actor, comment: Comment) -> bool:
    """Its author, and the office."""
    return is_author(actor, comment) or actor.has(DiscussionRight.REMOVE_ANY)


def is_open_to_all(kind: str, thing: int) -> bool:
    """Whether everybody who signs in sees a thing."""
    # Whoever is nobody to anyone, who is no person, stands for all.
    return things()[kind].visible_to(Actor(None, "", Role.MEMBER, "")).filter(pk=thing).exists()


def readers_of_talk(kind: str, thing: int) -> TalkReaders:
    """Who will be able to read what is said of a thing, before it is said."""
    if is_open_to_all(kind, thing):
        return TalkReaders(True)
    rows = things()[kind].model._base_manager.filter(pk=thing)
    names = (name for path in discussed_kinds()[kind].readers for name in rows.values_list(f"{path}__name", flat=True))
    return TalkReaders(False, tuple(dict.fromkeys(name for name in names if name)))


def of_whom_may_read(kind: str, thing: int, people: Iterable[Person], most: int = 20) -> list[Person]:
    """Those of these people who sign in and see the thing, at most so many. A query for each where not everybody does."""
    signing_in = User.objects.filter(person__in=[one.pk for one in people], is_active=True)
    users = signing_in.select_related("person").in_bulk()
    able = [one for one in people if one.user_id in users][:most]
    if not able or is_open_to_all(kind, thing):
        return able
    seen = things()[kind].visible_to
    return [one for one in able if seen(Actor.of(users[one.user_id or 0], Face.WEB)).filter(pk=thing).exists()]
