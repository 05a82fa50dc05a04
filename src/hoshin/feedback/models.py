"""Feedback between two people, requests for it, and recognition for all to see."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.base.words import words_index
from hoshin.org.models import Person
from hoshin.strategy.models import Objective

LONGEST, LONGEST_QUESTION, LONGEST_WORD = 4_000, 1_000, 500


def new_code() -> str:
    """A name for a row in a workbook, which says nothing of it and is never found by trying."""
    return secrets.token_hex(10)


class Tied(Editable):
    """What is said may be about an objective, a value of the organisation, a skill, or none of these."""

    objective = models.ForeignKey(
        Objective, verbose_name=_("objective"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    value = models.CharField(_("value of the organisation"), max_length=300, blank=True)
    skill = models.CharField(_("skill"), max_length=200, blank=True)

    class Meta:
        abstract = True


class FeedbackRequest(Tied):
    """Somebody asks one person for feedback on their own work; of several people each gets one of their own.

    It waits until it is answered, or declined with a word.
    """

    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feedback_asked_for")
    asked = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feedback_asked_of")
    question = models.TextField(_("question"), max_length=LONGEST_QUESTION)
    asked_at = models.DateTimeField(_("asked"))
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    word = models.CharField(_("word back"), max_length=LONGEST_WORD, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(asker=F("asked")),
                name="feedback_request_of_others",
                violation_error_message=_("Nobody asks themself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asker_id} {self.asked_id}"


class Feedback(Tied):
    """What one person says to another of their work; a draft until it is given.

    `shown_to`: whom its writer let read it as well, the receiver's manager when it was written. Nobody else ever reads it.
    """

    code = models.CharField(_("code"), max_length=100, unique=True, default=new_code, editable=False)
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feedback_given")
    receiver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feedback_received")
    shown_to = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="feedback_shown"
    )
    text = models.TextField(_("feedback"), max_length=LONGEST)
    request = models.ForeignKey(
        FeedbackRequest, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers"
    )
    given_at = models.DateTimeField(_("given"), null=True, blank=True)

    class Meta:
        ordering = ["-given_at", "-id"]
        indexes = [
            models.Index(fields=["receiver", "-given_at"], name="feedback_by_receiver"),
            models.Index(fields=["giver", "-given_at"], name="feedback_by_giver"),
            words_index("feedback_words", "text"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")),
                name="feedback_to_others",
                violation_error_message=_("Feedback is for somebody else."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} {self.receiver_id}"

    @property
    def is_draft(self) -> bool:
        return self.given_at is None


class Recognition(Editable):
    """Thanks to a person, for all to see, by a value of the organisation that they lived by."""

    code = models.CharField(_("code"), max_length=100, unique=True, default=new_code, editable=False)
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recognitions_given")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recognitions")
    text = models.TextField(_("what for"), max_length=LONGEST_QUESTION)
    value = models.CharField(_("value of the organisation"), max_length=300, blank=True)
    given_at = models.DateTimeField(_("given"))

    class Meta:
        ordering = ["-given_at", "-id"]
        indexes = [
            models.Index(fields=["-given_at", "-id"], name="recognition_newest"),
            models.Index(fields=["person", "-given_at"], name="recognition_by_person"),
            words_index("recognition_words", "text"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(giver=F("person")),
                name="recognition_of_others",
                violation_error_message=_("Recognition is for somebody else."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} {self.person_id}"


class Applause(models.Model):
    """Somebody joins in a recognition."""

    recognition = models.ForeignKey(Recognition, on_delete=models.CASCADE, related_name="applause")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["recognition", "person"], name="applause_once")]

    def __str__(self) -> str:
        return f"{self.recognition_id} {self.person_id}"


class AnonymousTalk(models.Model):
    """Words without a name to somebody, and what was answered. Who wrote them is kept nowhere, nor at what hour.

    Whoever has the key reads it and goes on; only its digest is kept. No trail follows these tables.
    """

    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="anonymous_talks")
    key_digest = models.CharField(max_length=64, unique=True)
    day = models.DateField(_("day"))

    class Meta:
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["to", "-day"], name="anonymous_talk_to")]

    def __str__(self) -> str:
        return f"{self.day}"


class AnonymousWords(models.Model):
    """One message of a talk without a name: its author's, or an answer to it."""

    talk = models.ForeignKey(AnonymousTalk, on_delete=models.CASCADE, related_name="words")
    text = models.TextField(_("message"), max_length=LONGEST)
    is_answer = models.BooleanField(default=False)
    day = models.DateField(_("day"))

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["day"], name="anonymous_words_by_day")]

    def __str__(self) -> str:
        return f"{self.talk_id} {self.day}"
