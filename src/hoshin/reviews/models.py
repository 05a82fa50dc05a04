"""Reviews of people's performance, the most private that the product holds.

Who is to write about whom (`ReviewForm`) and what they wrote (`FormAnswers`) stand apart, since more people may know of the
first than of the second. What came of it for a person is a `ReviewResult`; its raw score never changes.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.feedback.models import new_code
from hoshin.org.models import Person, Unit
from hoshin.reviews.questions import ReviewSource

LONGEST_ANSWER, LONGEST_REASON = 8_000, 2_000
USUAL_APPEAL_DAYS = 14


class CycleState(models.TextChoices):
    """How far a cycle is. Forms are handed out by the worker; once they are closed, results are there to be calibrated."""

    DRAFT = "draft", _("being prepared")
    LAUNCHING = "launching", _("forms are being handed out")
    WRITING = "writing", _("forms are being written")
    CALIBRATING = "calibrating", _("results are looked at together")
    RELEASED = "released", _("released")


class ReviewTemplate(Editable):
    """Questions that the organisation asks in reviews; a cycle takes a copy of them with it."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    questions = models.JSONField(default=list)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ReviewCycle(Editable):
    """A round of reviews: of which time, of whom, with which questions, until when, and who sees what.

    Population and promise stand from its launch on: the database refuses to change them. `names_peers`: whether the person
    reviewed reads who of their peers and reports wrote what; where not, nobody ever does. `excluded`: people by their
    numbers. `formula`: how the scores of the sources make one score; without it they are weighed as usual.
    """

    code = models.CharField(_("code"), max_length=100, unique=True, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=200)
    starts_on = models.DateField(_("the time from"))
    ends_on = models.DateField(_("the time until"))
    nominate_until = models.DateField(_("peers are named until"), null=True, blank=True)
    write_until = models.DateField(_("forms are written until"))
    release_on = models.DateField(_("results are released on"))
    appeal_days = models.PositiveSmallIntegerField(_("days in which an appeal is answered"), default=USUAL_APPEAL_DAYS)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    joined_before = models.DateField(_("whoever joined before"), null=True, blank=True)
    excluded = ArrayField(models.BigIntegerField(), default=list, blank=True)
    questions = models.JSONField(default=list)
    has_self = models.BooleanField(_("people write about themselves"), default=True)
    has_peers = models.BooleanField(_("peers write"), default=False)
    has_reports = models.BooleanField(_("reports write about whoever leads them"), default=False)
    names_peers = models.BooleanField(_("peers and reports are named to the person"), default=False)
    formula = models.CharField(_("formula of the score"), max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=CycleState, default=CycleState.DRAFT, editable=False)
    launched_at = models.DateTimeField(_("launched"), null=True, blank=True, editable=False)
    released_at = models.DateTimeField(_("released"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-write_until", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="review_cycle_time",
                violation_error_message=_("The time that is looked at ends after it began."),
            ),
            models.CheckConstraint(
                condition=Q(release_on__gt=F("write_until")),
                name="review_cycle_release",
                violation_error_message=_("Results are released after forms are written."),
            ),
            models.CheckConstraint(
                condition=Q(nominate_until=None) | Q(nominate_until__lt=F("write_until")),
                name="review_cycle_nominate",
                violation_error_message=_("Peers are named before forms are written."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_released(self) -> bool:
        return self.state == CycleState.RELEASED


class FormState(models.TextChoices):
    """How far a form is: named by the person and not agreed yet, to be written, handed in, or not asked any more."""

    PROPOSED = "proposed", _("named, to be agreed")
    OPEN = "open", _("to be written")
    DONE = "done", _("handed in")
    DROPPED = "dropped", _("not asked any more")


class ReviewForm(Editable):
    """Somebody is to write about somebody in a cycle. What they write stands elsewhere.

    `handed_from`: whose it was before it was given to `by`, who had left, was away, or does not lead the person any more.
    """

    cycle = models.ForeignKey(ReviewCycle, on_delete=models.CASCADE, related_name="forms")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews_about")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews_by")
    source = models.CharField(_("who they are"), max_length=10, choices=ReviewSource)
    state = models.CharField(_("state"), max_length=10, choices=FormState, default=FormState.OPEN)
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


class CalibrationGroup(Editable):
    """People whose results are looked at together, and whoever does that."""

    cycle = models.ForeignKey(ReviewCycle, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "name"],
                name="calibration_group_name",
                violation_error_message=_("There is a group of this name in this cycle already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class CalibrationSeat(models.Model):
    """Somebody looks at the results of a group together with others; their own they do not see there."""

    group = models.ForeignKey(CalibrationGroup, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="calibration_seat_once")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.person_id}"


class ReviewResult(Editable):
    """What came of a cycle for a person, frozen when writing ended; the database refuses to change what was computed.

    `raw`: the score, 1 to 5, or by the formula of the cycle whatever that gives, and `error` its standard error; without one
    the `reason`. `score` is what it is after calibration and appeal. `sources`: by source n, mean, sd, low, high and
    trimmed, nothing but n where there were too few. `voices`: by question what unnamed peers and reports wrote, sorted,
    where there were three of them or more. `flags`: why it is a case to be talked about.
    """

    cycle = models.ForeignKey(ReviewCycle, on_delete=models.CASCADE, related_name="results")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="review_results")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    group = models.ForeignKey(
        CalibrationGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="results"
    )
    raw = models.FloatField(_("score as computed"), null=True, blank=True)
    error = models.FloatField(null=True, blank=True)
    reason = models.CharField(_("why there is none"), max_length=200, blank=True)
    potential = models.FloatField(_("potential"), null=True, blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)
    sources = models.JSONField(default=list, blank=True)
    voices = models.JSONField(default=dict, blank=True)
    flags = models.JSONField(default=list, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True, max_length=LONGEST_REASON)

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [models.UniqueConstraint(fields=["cycle", "person"], name="review_result_once")]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.person_id}"


class ChangeReason(models.TextChoices):
    """Why a score is changed in calibration."""

    EVIDENCE = "evidence", _("evidence that the writers did not have")
    STANDARD = "standard", _("the steps were read otherwise than by others")
    CIRCUMSTANCES = "circumstances", _("leave, a move or a change of goals was not considered")
    MISTAKE = "mistake", _("a mistake in a form")


class ChangeVerdict(models.TextChoices):
    """What became of a change that was proposed."""

    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")


class CalibrationChange(Editable):
    """Somebody proposed another score, with a reason and its evidence; somebody else approved it, or did not."""

    result = models.ForeignKey(ReviewResult, on_delete=models.CASCADE, related_name="changes")
    before = models.FloatField(_("before"), null=True, blank=True)
    after = models.FloatField(_("after"))
    reason = models.CharField(_("reason"), max_length=20, choices=ChangeReason)
    evidence = models.TextField(_("evidence"), max_length=LONGEST_REASON)
    verdict = models.CharField(
        _("what became of it"), max_length=10, choices=ChangeVerdict, default=ChangeVerdict.PROPOSED
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result"],
                condition=Q(verdict="proposed"),
                name="calibration_change_one_open",
                violation_error_message=_("A change of this score waits already."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="calibration_change_by_two",
                violation_error_message=_("Whoever proposes a change does not approve it."),
            ),
            models.CheckConstraint(condition=Q(after__range=(1, 5)), name="calibration_change_scale"),
        ]

    def __str__(self) -> str:
        return f"{self.result_id}: {self.after}"


class ReviewAppeal(Editable):
    """Somebody asks for another look at their result; it is answered by a day, by somebody who did not write it."""

    result = models.OneToOneField(ReviewResult, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField(_("what is wrong"), max_length=LONGEST_REASON)
    opened_at = models.DateTimeField(_("opened"))
    answer_by = models.DateField(_("answered by"))
    answer = models.TextField(_("answer"), blank=True, max_length=LONGEST_REASON)
    before = models.FloatField(_("score before"), null=True, blank=True)
    after = models.FloatField(_("score after"), null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["answer_by", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(after=None) | Q(after__range=(1, 5)), name="review_appeal_scale")
        ]

    def __str__(self) -> str:
        return f"{self.result_id}"
