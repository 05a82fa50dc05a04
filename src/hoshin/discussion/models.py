"""What people say of things beside what is reported of them: comments, who is named in them, reactions, who follows.

A thing is named by its kind and its number, since any app may let its things be talked about. What is said of a thing
that is gone is seen by nobody, and is there again when the thing is put back.
"""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.base.words import words_index
from hoshin.org.models import Person

LONGEST = 4_000


def new_comment_code() -> str:
    """A name for a row in a workbook, which says nothing of it and is never found by trying."""
    return secrets.token_hex(10)


class Reacting(models.TextChoices):
    """The few words with which somebody reacts."""

    AGREED = "agreed", _("Agreed")
    THANKS = "thanks", _("Thanks")
    WELL_DONE = "well_done", _("Well done")
    UNCLEAR = "unclear", _("Unclear to me")


class Comment(Editable):
    """What somebody says of a thing, or answers to what was said. Removed, its place stays and its text is gone."""

    code = models.CharField(_("code"), max_length=100, unique=True, default=new_comment_code, editable=False)
    kind = models.CharField(max_length=40)
    thing = models.BigIntegerField()
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="answered_by")
    author = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="comments"
    )
    written_by = models.CharField(_("written by"), max_length=200, blank=True)
    written_at = models.DateTimeField(_("written"))
    text = models.TextField(_("comment"), blank=True, max_length=LONGEST)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    is_removed_by_office = models.BooleanField(_("removed by the office"), default=False)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["kind", "thing", "id"], name="comment_by_thing"),
            words_index("comment_words", "text"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None) & ~Q(text="") | Q(removed_at__isnull=False, text=""),
                name="comment_says_something_or_is_removed",
                violation_error_message=_("Write something."),
            ),
            models.CheckConstraint(
                condition=Q(is_removed_by_office=False) | Q(removed_at__isnull=False), name="comment_removed_by_office"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Mention(models.Model):
    """Somebody is named in a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.person_id}"


class Reaction(models.Model):
    """Somebody reacts with a word to a thing or to a comment (kind "comment")."""

    kind = models.CharField(max_length=40)
    thing = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=12, choices=Reacting)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["kind", "thing", "person", "word"], name="reaction_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing} {self.word}"


class Following(models.Model):
    """Somebody wants to be told of what is said of a thing, or not any more (`is_on`)."""

    kind = models.CharField(max_length=40)
    thing = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["kind", "thing", "person"], name="following_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing} {self.person_id}"
