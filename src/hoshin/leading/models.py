"""Announcements, who read them, and what was asked about them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.feedback.models import new_code
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective

LONGEST, LONGEST_QUESTION = 6_000, 1_000


class Announcement(Editable):
    """A direction that a leader sets: to a unit and all below it, to those who report to them, or (neither) to everybody.

    All may read it.
    """

    code = models.CharField(_("code"), max_length=100, unique=True, default=new_code, editable=False)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="announcements")
    unit = models.ForeignKey(
        Unit, verbose_name=_("for"), null=True, blank=True, on_delete=models.PROTECT, related_name="announcements"
    )
    to_team = models.BooleanField(_("for those who report to its author"), default=False)
    objective = models.ForeignKey(
        Objective, verbose_name=_("objective"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=LONGEST)
    published_at = models.DateTimeField(_("published"))

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="announcement_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_team=False) | Q(unit=None),
                name="announcement_to_one_of_them",
                violation_error_message=_("It is for a unit or for your team, not for both."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def team_of(self) -> Person | None:
        """Whose reports it is for, where it is for a team."""
        return self.author if self.to_team else None


class AnnouncementReading(models.Model):
    """Somebody to whom an announcement goes opened it; its author sees how many did, never who."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["announcement", "person"], name="announcement_read_once")]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.person_id}"


class AnnouncementQuestion(Editable):
    """A question about an announcement, asked and answered where all can read it."""

    code = models.CharField(_("code"), max_length=100, unique=True, default=new_code, editable=False)
    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="questions")
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("question"), max_length=LONGEST_QUESTION)
    asked_at = models.DateTimeField(_("asked"))
    answer = models.TextField(_("answer"), blank=True, max_length=LONGEST)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.asker_id}"


class WordingRelease(models.Model):
    """How managers' feedback about groups of people is worded, compared once a month over the year before: numbers alone.

    `compared`: by which facts of people groups were large enough; `differences`: of which at most one in ten is chance.
    """

    month = models.DateField(unique=True)
    compared = models.JSONField(default=list)
    differences = models.JSONField(default=list)

    class Meta:
        ordering = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
