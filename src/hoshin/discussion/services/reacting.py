"""Reacting with a word, and following: one's own alone, and no act. Neither stands in a trail."""

from hoshin.accounts.access import Actor
from hoshin.base.errors import Invalid
from hoshin.discussion.models import Comment, Following, Reacting, Reaction
from hoshin.discussion.policies import OF_COMMENTS, require_part
from hoshin.discussion.subjects import Subject


def react(actor: Actor, *, to: Subject | Comment, word: str) -> bool:
    """React with a word to a thing or a comment that the actor was shown, or no more; whether one does now."""
    person = require_part(actor)
    if word not in Reacting.values:
        raise Invalid("This is no reaction.", field="word", value=word)
    kind = OF_COMMENTS if isinstance(to, Comment) else to.kind
    gone, _by_model = Reaction.objects.filter(kind=kind, thing=to.pk, person=person, word=word).delete()
    if not gone:
        row = Reaction(kind=kind, thing=to.pk, person=person, word=word)
        Reaction.objects.bulk_create([row], ignore_conflicts=True)
    return not gone


def follow(actor: Actor, *, subject: Subject, is_on: bool = True) -> None:
    """Be told of what is said of a thing, or not any more: also for whoever is told by themselves."""
    person = require_part(actor)
    row = Following(kind=subject.kind, thing=subject.pk, person=person, is_on=is_on)
    Following.objects.bulk_create(
        [row], update_conflicts=True, update_fields=["is_on"], unique_fields=["kind", "thing", "person"]
    )
