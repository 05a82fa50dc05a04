"""What people say of their key results week by week, and what stands in their way.

The value itself is an actual of the measure; a check-in keeps what it was when it was said.
"""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoshin.base import clock
from hoshin.base.models import Editable
from hoshin.measures.models import FINITE, Measure
from hoshin.org.models import Person
from hoshin.strategy.models import Objective

LONGEST = 2_000


class Confidence(models.IntegerChoices):
    """How sure somebody is that the target will be met."""

    VERY_UNLIKELY = 1, _("very unlikely")
    UNLIKELY = 2, _("unlikely")
    EVEN = 3, _("as likely as not")
    LIKELY = 4, _("likely")
    VERY_LIKELY = 5, _("very likely")

    @property
    def chance(self) -> float:
        """The share of such statements that should come true."""
        return (2 * self.value - 1) / 10


class SaidStatus(models.TextChoices):
    """How a key result stands, as somebody says it."""

    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    OFF_TRACK = "off_track", _("Off track")


class CheckIn(Editable):
    """What somebody said of a key result of a goal on a day: value, confidence, a note. Said again that day, it is changed.

    `proposed`: the status by probability or pace at that moment ("": there was none); `status` is what they say instead,
    with the reason
    `why`. `is_late`: the goal was over. `person` is who said it, as far as they are a person of the organisation.
    """

    objective = models.ForeignKey(
        Objective, verbose_name=_("goal"), on_delete=models.CASCADE, related_name="check_ins", db_index=False
    )
    measure = models.ForeignKey(
        Measure, verbose_name=_("key result"), on_delete=models.CASCADE, related_name="check_ins", db_index=False
    )
    checked_on = models.DateField(_("day"))
    person = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="check_ins"
    )
    written_by = models.CharField(_("written by"), max_length=200, blank=True)
    written_at = models.DateTimeField(_("written"))
    value = models.FloatField(_("value"), null=True, blank=True)
    confidence = models.PositiveSmallIntegerField(_("confidence"), null=True, blank=True, choices=Confidence)
    note = models.TextField(_("note"), blank=True, max_length=LONGEST)
    proposed = models.CharField(_("status by pace"), max_length=10, blank=True, choices=SaidStatus)
    status = models.CharField(_("status"), max_length=10, blank=True, choices=SaidStatus)
    why = models.TextField(_("why otherwise"), blank=True, max_length=LONGEST)
    is_late = models.BooleanField(_("late"), default=False)

    class Meta:
        ordering = ["-checked_on", "-id"]
        indexes = [models.Index(fields=["measure", "-checked_on"], name="check_in_by_measure")]
        constraints = [
            # It is found by its goal through this, the latest day first or last.
            models.UniqueConstraint(
                fields=["objective", "measure", "checked_on", "person", "written_by"],
                name="check_in_once_a_day",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(value=None) | Q(value__range=FINITE), name="check_in_finite"),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__in=Confidence.values), name="check_in_confidence_known"
            ),
            models.CheckConstraint(
                condition=Q(status="") | ~Q(why=""),
                name="check_in_says_why",
                violation_error_message=_("Say why it stands otherwise than its pace says."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.checked_on}"

    @property
    def stands(self) -> str:
        """The status that holds: what was said, else what pace proposed."""
        return self.status or self.proposed


class GoalReviewer(Editable):
    """Who looks at what is said of a goal, beside its owner."""

    objective = models.OneToOneField(
        Objective, verbose_name=_("goal"), on_delete=models.CASCADE, related_name="goal_reviewer"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("reviewer"), on_delete=models.CASCADE, related_name="reviewed_goals"
    )

    class Meta:
        ordering = ["objective"]

    def __str__(self) -> str:
        return f"{self.objective}: {self.person}"


class Acknowledgement(Editable):
    """The reviewer of a goal saw what was said, perhaps with a word back."""

    check_in = models.OneToOneField(CheckIn, on_delete=models.CASCADE, related_name="acknowledgement")
    person = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_by = models.CharField(_("written by"), max_length=200, blank=True)
    written_at = models.DateTimeField(_("written"))
    word = models.TextField(_("a word back"), blank=True, max_length=LONGEST)

    class Meta:
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return str(self.check_in)


class Absence(Editable):
    """Somebody is not there from one day to another: nothing is asked of them, and nothing goes to them up the line."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta:
        ordering = ["-starts_on", "id"]
        indexes = [models.Index(fields=["ends_on"], name="absence_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="absence_ends",
                violation_error_message=_("An absence cannot end before it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_on}"


class CheckInRules(Editable):
    """What holds for check-ins in the whole organisation. Where nobody chose, there is no row and the usual holds.

    `acknowledge_working_days`: within how many a reviewer is to have seen what was said; None: there is no such day.
    `late_days`: how long after the end of a goal check-ins are still taken, as late ones.
    """

    reminded_at = models.PositiveSmallIntegerField(_("hour of the reminder"), default=9)
    grace_working_days = models.PositiveSmallIntegerField(_("working days of grace"), default=2)
    answer_working_days = models.PositiveSmallIntegerField(_("working days for an answer"), default=2)
    acknowledge_working_days = models.PositiveSmallIntegerField(
        _("working days for an acknowledgement"), null=True, blank=True
    )
    late_days = models.PositiveSmallIntegerField(_("days after the end of a goal"), default=14)
    only = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(only=True), name="check_in_rules_only_one"),
            models.CheckConstraint(condition=Q(reminded_at__lte=23), name="check_in_rules_hour"),
            models.CheckConstraint(
                condition=Q(grace_working_days__lte=20, answer_working_days__range=(1, 20), late_days__lte=90),
                name="check_in_rules_days",
            ),
            models.CheckConstraint(
                condition=Q(acknowledge_working_days=None) | Q(acknowledge_working_days__range=(1, 20)),
                name="check_in_rules_acknowledge",
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)


class ConfidenceVote(models.Model):
    """How sure somebody of a unit is, in a week, that a goal of the unit will be met: for themself, and for figures.

    Once the week is over, nobody's name stands with it any more.
    """

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    week = models.DateField()
    confidence = models.PositiveSmallIntegerField(choices=Confidence)

    class Meta:
        ordering = ["week", "id"]
        indexes = [models.Index(fields=["week"], condition=Q(person__isnull=False), name="vote_with_a_name")]
        constraints = [
            models.UniqueConstraint(fields=["objective", "week", "person"], name="vote_once_a_week"),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="vote_confidence_known"),
        ]

    def __str__(self) -> str:
        return f"{self.objective_id} {self.week}"


class SavingTime(models.Model):
    """How long it took to check in, once: of nobody, so that it can be read for the whole alone."""

    week = models.DateField()
    seconds = models.PositiveIntegerField()
    results = models.PositiveSmallIntegerField()
    is_first = models.BooleanField()

    class Meta:
        ordering = ["week"]
        indexes = [models.Index(fields=["week"], name="saving_time_by_week")]

    def __str__(self) -> str:
        return f"{self.week}: {self.seconds} s"


class Blocker(Editable):
    """What stands in the way of a goal, raised to somebody who is to answer by a day."""

    objective = models.ForeignKey(Objective, verbose_name=_("goal"), on_delete=models.CASCADE, related_name="blockers")
    measure = models.ForeignKey(
        Measure, verbose_name=_("key result"), null=True, blank=True, on_delete=models.CASCADE, related_name="blockers"
    )
    text = models.TextField(_("what stands in the way"), max_length=LONGEST)
    raised_by = models.ForeignKey(
        Person, verbose_name=_("raised by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    raised_at = models.DateTimeField(_("raised"))
    raised_to = models.ForeignKey(
        Person, verbose_name=_("raised to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="blockers"
    )
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True, max_length=LONGEST)
    answered_by = models.CharField(_("answered by"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    cleared_at = models.DateTimeField(_("out of the way"), null=True, blank=True)

    class Meta:
        ordering = ["answer_by", "id"]
        indexes = [
            models.Index(
                fields=["raised_to", "answer_by"],
                condition=Q(answered_at=None, cleared_at=None),
                name="blocker_to_answer",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="blocker_answered_whole",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_late(self) -> bool:
        """Whether its answer is overdue."""
        is_open = self.answered_at is None and self.cleared_at is None
        return is_open and self.answer_by is not None and self.answer_by < clock.today()

    @property
    def took_to_answer(self) -> timedelta | None:
        return self.answered_at - self.raised_at if self.answered_at else None
