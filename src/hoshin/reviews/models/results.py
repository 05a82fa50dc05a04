"""What came of a cycle for a person, who looks at it together, and what is said against it; a raw score never changes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.org.models import Person, Unit
from hoshin.reviews.models.cycles import ReviewCycle
from hoshin.reviews.packs import is_thin, missing_text

LONGEST_REASON = 2_000


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


class CalibrationTime(models.Model):
    """How long the results of a group were looked at, by all of its people together and with what they prepared alone."""

    group = models.OneToOneField(CalibrationGroup, on_delete=models.CASCADE, related_name="+")
    seconds = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.group_id} {self.seconds} s"


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
    the `reason`. `adjusted`: the score without the leniency of its raters, where these can be told apart; it counts for
    nothing. `score` is what it is after calibration and appeal. `sources`: by source n, mean, sd, low, high and trimmed,
    nothing but n where there were too few. `voices`: by question what unnamed peers and reports wrote, sorted,
    where there were three of them or more. `flags`: why it is a case to be talked about. `completeness`: the share of the
    evidence that applied and was there, 0 to 1, None where none applied; `lacks`: the parts that were not.
    """

    cycle = models.ForeignKey(ReviewCycle, on_delete=models.CASCADE, related_name="results")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="review_results")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    group = models.ForeignKey(
        CalibrationGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="results"
    )
    raw = models.FloatField(_("score as computed"), null=True, blank=True)
    error = models.FloatField(null=True, blank=True)
    adjusted = models.FloatField(null=True, blank=True)
    reason = models.CharField(_("why there is none"), max_length=200, blank=True)
    potential = models.FloatField(_("potential"), null=True, blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)
    sources = models.JSONField(default=list, blank=True)
    voices = models.JSONField(default=dict, blank=True)
    flags = models.JSONField(default=list, blank=True)
    completeness = models.FloatField(_("evidence that was there"), null=True, blank=True)
    lacks = models.JSONField(default=list, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True, max_length=LONGEST_REASON)

    class Meta:
        ordering = ["person__name", "id"]
        constraints = [models.UniqueConstraint(fields=["cycle", "person"], name="review_result_once")]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.person_id}"

    @property
    def is_thin(self) -> bool:
        """Whether too little evidence was there for it to be held against others."""
        return is_thin(self.completeness)

    @property
    def missing(self) -> str:
        """What of the evidence was not there, in words."""
        return missing_text(self.lacks)


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
