"""Who is to write about whom, and what they wrote; they stand apart, since more people may know of the first."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.org.models import Person
from hoshin.reviews.models.cycles import ReviewCycle
from hoshin.reviews.questions import ReviewSource

LONGEST_ANSWER = 8_000


class FormState(models.TextChoices):
    """How far a form is: named by the person and not agreed yet, to be written, handed in, or not asked any more."""

    PROPOSED = "proposed", _("named, to be agreed")
    OPEN = "open", _("to be written")
    DONE = "done", _("handed in")
    DROPPED = "dropped", _("not asked any more")


class ReviewForm(Editable):
    """Somebody is to write about somebody in a cycle. What they write stands elsewhere.

    `job_family`: that of the person when forms were handed out, by which questions are chosen; it stays where they move.
    `handed_from`: whose it was before it was given to `by`, who had left, was away, or does not lead the person any more.
    """

    cycle = models.ForeignKey(ReviewCycle, on_delete=models.CASCADE, related_name="forms")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews_about")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews_by")
    source = models.CharField(_("who they are"), max_length=10, choices=ReviewSource)
    state = models.CharField(_("state"), max_length=10, choices=FormState, default=FormState.OPEN)
    job_family = models.CharField(max_length=200, blank=True, editable=False)
    done_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    handed_from = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["about__name", "about_id", "source", "id"]
        indexes = [
            models.Index(fields=["by", "state"], name="review_form_by"),
            models.Index(fields=["cycle", "state"], name="review_form_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "about", "by"], name="review_form_once"),
            models.CheckConstraint(
                condition=Q(source="self", by=F("about")) | ~Q(source="self") & ~Q(by=F("about")),
                name="review_form_of_oneself",
                violation_error_message=_("Nobody writes about themself but as themself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about_id} {self.source}"


class FormAnswers(Editable):
    """What somebody wrote in a form so far. Until it is handed in they alone read it, and no role ever does.

    `answers`: by the code of the question {"text"} or {"rating"}, 1 to 5; a rating that is missing could not be judged.
    `cited`: what they refer to, as it stood then: question, key, day and text. `seconds` they spent, until it is handed in.
    """

    form = models.OneToOneField(ReviewForm, on_delete=models.CASCADE, related_name="written")
    answers = models.JSONField(default=dict, blank=True)
    cited = models.JSONField(default=list, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.form_id}"


class WritingTime(models.Model):
    """How long a form took, of nobody: so that it can be read for the whole alone."""

    cycle = models.ForeignKey(ReviewCycle, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=10, choices=ReviewSource)
    seconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["cycle", "source", "seconds"]

    def __str__(self) -> str:
        return f"{self.source} {self.seconds} s"
