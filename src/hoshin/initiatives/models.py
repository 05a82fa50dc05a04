"""Initiatives, what each serves, who works on it, its milestones and what they wait for, its costs, and agreed plans."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.base.ordering import orders
from hoshin.base.periods import Frequency, Period
from hoshin.base.words import pieces_index
from hoshin.commentary.models import AttachedFile
from hoshin.measures.models import FREQUENCIES, Measure
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective

LONGEST = 6_000
LONGEST_REASON = 1_000
MOST_MONEY = 1e15

SHARE = [MinValueValidator(0.0), MaxValueValidator(1.0)]
MONEY = [MinValueValidator(-MOST_MONEY), MaxValueValidator(MOST_MONEY)]


class InitiativeStatus(models.TextChoices):
    """A status that somebody sets by hand; without one it follows from milestones and pace."""

    ON_TRACK = "on_track", _("on track")
    AT_RISK = "at_risk", _("at risk")
    OFF_TRACK = "off_track", _("off track")
    PAUSED = "paused", _("paused")
    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")


# These end an initiative; all others are said until a day.
ENDED = (InitiativeStatus.DONE, InitiativeStatus.STOPPED)


class Initiative(Editable):
    """Funded work that is meant to move objectives.

    Its progress may be recorded as the values of one measure (`progress_measure`), which nothing else fills then. Amounts
    are in `currency`, which was the organisation's when they were written.
    """

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=300)
    description = models.TextField(_("what it is about"), blank=True, max_length=LONGEST)
    owner = models.ForeignKey(
        Person, verbose_name=_("owner"), null=True, blank=True, on_delete=models.SET_NULL, related_name="initiatives"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="initiatives"
    )
    start_date = models.DateField(_("start"), null=True, blank=True)
    due_date = models.DateField(_("due"), null=True, blank=True)
    budget = models.FloatField(_("budget"), null=True, blank=True, validators=[MinValueValidator(0.0), MONEY[1]])
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    status = models.CharField(_("status by hand"), max_length=10, choices=InitiativeStatus, blank=True)
    status_reason = models.CharField(_("reason for the status"), max_length=LONGEST_REASON, blank=True)
    status_until = models.DateField(_("status holds until"), null=True, blank=True)
    progress_measure = models.OneToOneField(
        Measure,
        verbose_name=_("measure of its progress"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="progress_of",
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="initiative_code"),
            models.CheckConstraint(
                condition=Q(start_date=None) | Q(due_date=None) | Q(due_date__gte=F("start_date")),
                name="initiative_due_after_start",
                violation_error_message=_("An initiative is not due before it starts."),
            ),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gte=0), name="initiative_budget"),
            models.CheckConstraint(
                condition=Q(status="", status_reason="", status_until=None) | ~Q(status="") & ~Q(status_reason=""),
                name="initiative_status_has_reason",
                violation_error_message=_("A status by hand has a reason."),
            ),
            models.CheckConstraint(
                condition=Q(status="") | Q(status__in=ENDED) | Q(status_until__isnull=False),
                name="initiative_status_has_end",
                violation_error_message=_("Say until when this status holds."),
            ),
        ]
        indexes = [
            pieces_index("initiative_pieces"),
            *orders("initiative"),
            models.Index(fields=["due_date", "id"], name="initiative_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ExpectedEffect(Editable):
    """An initiative serves an objective: it is expected to close between `low` and `high` of the gap, shares from 0 to 1."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="effects")
    objective = models.ForeignKey(
        Objective, verbose_name=_("objective"), on_delete=models.CASCADE, related_name="initiative_effects"
    )
    low = models.FloatField(_("at least"), null=True, blank=True, validators=SHARE)
    high = models.FloatField(_("at most"), null=True, blank=True, validators=SHARE)

    class Meta:
        ordering = ["initiative", "id"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "objective"], name="expected_effect_once"),
            models.CheckConstraint(
                condition=Q(low=None, high=None) | Q(low__gte=0, high__gte=F("low"), high__lte=1),
                name="expected_effect_range",
                violation_error_message=_("The range goes from the smaller share to the larger, both from 0 to 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} → {self.objective_id}"


class TeamMember(Editable):
    """Somebody works on an initiative."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="works_on")

    class Meta:
        ordering = ["initiative", "id"]
        constraints = [models.UniqueConstraint(fields=["initiative", "person"], name="team_member_once")]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.person_id}"


class Milestone(Editable):
    """A dated step of an initiative. Without a start it is a point in time; without an owner it is the initiative's owner's.

    Finished late it counts as finished: how late is told, and not folded into progress.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="milestones")
    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=300)
    owner = models.ForeignKey(
        Person, verbose_name=_("owner"), null=True, blank=True, on_delete=models.SET_NULL, related_name="milestones"
    )
    weight = models.FloatField(_("weight"), default=1.0, validators=[MinValueValidator(0.0)])
    start_date = models.DateField(_("start"), null=True, blank=True)
    due_date = models.DateField(_("due"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    completion = models.FloatField(_("completion"), default=0.0, validators=SHARE)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["initiative", "position", "id"]
        constraints = [
            models.UniqueConstraint(F("initiative"), Upper("code"), name="milestone_code"),
            models.CheckConstraint(
                condition=Q(start_date=None) | Q(due_date__gte=F("start_date")),
                name="milestone_due_after_start",
                violation_error_message=_("A milestone is not due before it starts."),
            ),
            models.CheckConstraint(condition=Q(weight__gte=0), name="milestone_weight"),
            models.CheckConstraint(
                condition=Q(done_on=None, completion__gte=0, completion__lt=1) | Q(done_on__isnull=False, completion=1),
                name="milestone_done_is_complete",
                violation_error_message=_("What is done has a day and is complete; what is not done is not."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_date"], condition=Q(done_on=None, is_cancelled=False), name="milestone_open_by_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.code}"


class MilestoneDependency(Editable):
    """A milestone waits for another, of the same initiative or of any."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="needs")
    needs = models.ForeignKey(
        Milestone, verbose_name=_("waits for"), on_delete=models.CASCADE, related_name="needed_by"
    )

    class Meta:
        ordering = ["milestone", "id"]
        constraints = [
            models.UniqueConstraint(fields=["milestone", "needs"], name="milestone_dependency_once"),
            models.CheckConstraint(
                condition=~Q(milestone=F("needs")),
                name="milestone_not_its_own_need",
                violation_error_message=_("A milestone does not wait for itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone_id} ← {self.needs_id}"


class InitiativeCost(Editable):
    """What an initiative is planned to cost in a period, and what it did cost, in its currency."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="costs")
    starts_on = models.DateField(_("first day of the period"))
    frequency = models.CharField(max_length=12, choices=FREQUENCIES)
    planned = models.FloatField(_("planned"), null=True, blank=True, validators=MONEY)
    actual = models.FloatField(_("actual"), null=True, blank=True, validators=MONEY)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["initiative", "starts_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "starts_on", "frequency"], name="initiative_cost_once"),
            models.CheckConstraint(
                condition=Q(frequency__in=[one.value for one in Frequency]), name="initiative_cost_frequency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.period}"

    @property
    def period(self) -> Period:
        return Period(Frequency(self.frequency), self.starts_on)


class Baseline(Editable):
    """The plan of an initiative as it was agreed: when it was to start and be done, and when each milestone was.

    `dates`: per milestone its code, name, start and due date as text. Several are kept, and none is changed.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="baselines")
    agreed_at = models.DateTimeField(_("agreed"))
    agreed_by = models.CharField(_("agreed by"), max_length=200)
    note = models.CharField(_("note"), max_length=LONGEST_REASON, blank=True)
    start_date = models.DateField(_("start"), null=True, blank=True)
    due_date = models.DateField(_("due"), null=True, blank=True)
    dates = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["initiative", "-agreed_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["initiative", "agreed_at"], name="baseline_once")]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.agreed_at:%Y-%m-%d}"


class InitiativeFile(AttachedFile):
    """A file on an initiative."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="files")
