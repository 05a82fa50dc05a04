"""Measures, targets and actuals.

An actual is never overwritten: a correction is a new row, and the old one keeps the instant at which it was superseded,
so that what was known on any day can be asked for.
"""

import sys
from functools import reduce
from operator import and_

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.models import User
from hoshin.audit.models import Change
from hoshin.base.models import Editable
from hoshin.base.ordering import orders
from hoshin.base.periods import Frequency, Period
from hoshin.base.words import pieces_index
from hoshin.measures.fields import NUMBERS
from hoshin.org.models import Person, Unit


class Direction(models.TextChoices):
    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")
    BAND = "band", _("within a band")
    MILESTONE = "milestone", _("milestone")


class Aggregation(models.TextChoices):
    """How values of shorter periods, or of several units, make one."""

    SUM = "sum", _("sum")
    MEAN = "mean", _("mean")
    LAST = "last", _("last value")
    MIN = "min", _("smallest")
    MAX = "max", _("largest")
    RATIO = "ratio", _("ratio of sums")
    WEIGHTED_MEAN = "weighted_mean", _("mean weighted by the denominator")
    NONE = "none", _("cannot be aggregated")


class ScoringMethod(models.TextChoices):
    """How a value becomes a score; AUTO takes the method that the target's columns allow."""

    AUTO = "auto", _("chosen from the target")
    UNSCORED = "unscored", _("not scored")
    ATTAINMENT = "attainment", _("from baseline to target")
    RATIO = "ratio", _("ratio to target")
    THRESHOLDS = "thresholds", _("red and green lines")
    PERCENT_OF_TARGET = "percent_of_target", _("percent of target")
    BAND_FLAT = "band_flat", _("target band")
    BAND_TENT = "band_tent", _("target band, best in the middle")
    GRADE_ASPIRATIONAL = "grade_aspirational", _("grade, aspirational")
    GRADE_COMMITTED = "grade_committed", _("grade, committed")
    BINARY = "binary", _("completion")
    OPEN_SDG = "open_sdg", _("published progress method (Open SDG)")
    GROWTH = "growth", _("progress by growth rate")
    UN = "un", _("progress by extrapolation (UN)")


PROGRESS_METHODS = frozenset({ScoringMethod.OPEN_SDG, ScoringMethod.GROWTH, ScoringMethod.UN})


class Window(models.TextChoices):
    """Over which span the value of a period is taken."""

    PERIOD = "period", _("the period alone")
    YEAR_TO_DATE = "ytd", _("year to date")
    QUARTER_TO_DATE = "qtd", _("quarter to date")
    ROLLING = "rolling", _("rolling periods")


class MissingPolicy(models.TextChoices):
    SKIP = "skip", _("leave out")
    ZERO = "zero", _("count as zero")
    CARRY = "carry", _("carry the last value on")
    INTERPOLATE = "interpolate", _("draw a line through inner gaps")
    PRORATE = "prorate", _("extend from what was observed")


class Trajectory(models.TextChoices):
    """How the expected value moves from baseline to target between start and due date."""

    FLAT = "flat", _("the target at once")
    LINEAR = "linear", _("a straight line")
    STEP = "step", _("steps, as targets are entered")
    S_CURVE = "s_curve", _("slow, fast, slow")
    SEASONAL = "seasonal", _("with the seasons of the last years")


class RollUp(models.TextChoices):
    """What a measure held by many units shows above them."""

    RAW = "raw", _("aggregate the values, then score")
    SCORE = "score", _("mean of the units' scores")


class AcrossUnits(models.TextChoices):
    """How the values of several units come together as one."""

    SUM = "sum", _("sum of the units")
    MEAN = "mean", _("mean of the units, weighted where weights were recorded")
    MIN = "min", _("smallest")
    MAX = "max", _("largest")
    RATIO = "ratio", _("ratio of the units' sums")
    NONE = "none", _("not brought together")


FINITE = (-sys.float_info.max, sys.float_info.max)
FREQUENCIES = [(frequency.value, _(frequency.value)) for frequency in Frequency]


class DefinedByDate(models.Model):
    """What of a definition is valid by date: how values become scores."""

    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.HIGHER)
    aggregation = models.CharField(_("aggregation"), max_length=15, choices=Aggregation, default=Aggregation.LAST)
    window = models.CharField(_("window"), max_length=10, choices=Window, default=Window.PERIOD)
    window_length = models.PositiveSmallIntegerField(_("rolling periods"), null=True, blank=True)
    missing = models.CharField(_("missing values"), max_length=12, choices=MissingPolicy, default=MissingPolicy.SKIP)
    roll_up = models.CharField(_("scored across units"), max_length=5, choices=RollUp, default=RollUp.RAW)
    across_units = models.CharField(
        _("values across units"), max_length=5, choices=AcrossUnits, default=AcrossUnits.SUM
    )
    formula = models.TextField(_("formula"), blank=True)
    method = models.CharField(_("scoring"), max_length=20, choices=ScoringMethod, default=ScoringMethod.AUTO)
    trajectory = models.CharField(_("trajectory"), max_length=10, choices=Trajectory, default=Trajectory.FLAT)
    starts_on = models.DateField(_("start, or base year"), null=True, blank=True)
    due_on = models.DateField(_("due, or target year"), null=True, blank=True)
    natural_limit = models.FloatField(_("natural limit"), null=True, blank=True)

    class Meta:
        abstract = True


class Measure(Editable, DefinedByDate):
    """What is observed, how often, and which way is better."""

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=500)
    description = models.TextField(_("description"), blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    owner = models.ForeignKey(
        Person, verbose_name=_("owner"), null=True, blank=True, on_delete=models.SET_NULL, related_name="owned_measures"
    )
    supplier = models.ForeignKey(
        Person,
        verbose_name=_("supplies the values"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="supplied_measures",
    )
    unit_of_measure = models.CharField(_("unit of measure"), max_length=200, blank=True)
    # Numbers of before that stand for themselves, fractions of one though the unit says %.
    ignores_scale = models.BooleanField(_("ignores scale"), default=False)
    frequency = models.CharField(_("frequency"), max_length=12, choices=FREQUENCIES, default=Frequency.MONTHLY)
    # Proposed from the words of the unit of measure and looked at by nobody yet.
    is_across_units_proposed = models.BooleanField(default=False)
    decimals = models.PositiveSmallIntegerField(_("decimals"), null=True, blank=True)
    close_lag_days = models.PositiveSmallIntegerField(_("days until a value is late"), null=True, blank=True)
    is_key = models.BooleanField(_("key measure"), default=False)
    source = models.TextField(_("source"), blank=True)
    needs_approval = models.BooleanField(_("values count once the owner approves them"), default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="measure_code"),
            models.CheckConstraint(
                condition=Q(frequency__in=[f.value for f in Frequency]), name="measure_frequency_known"
            ),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="measure_direction_known"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=~Q(formula=""), name="measure_computed"),
            pieces_index("measure_pieces"),
            *orders("measure"),
            models.Index(fields=["due_on"], name="measure_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def period_frequency(self) -> Frequency:
        return Frequency(self.frequency)


class PastDefinition(Editable, DefinedByDate):
    """What a measure's definition said until a day (exclusive), since the one before it; the measure says what holds now."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="past_definitions")
    valid_to = models.DateField(_("until"))

    class Meta:
        ordering = ["measure", "valid_to"]
        constraints = [models.UniqueConstraint(fields=["measure", "valid_to"], name="past_definition_once")]
        indexes = [models.Index(fields=["measure"], condition=~Q(formula=""), name="past_definition_computed")]

    def __str__(self) -> str:
        return f"{self.measure} until {self.valid_to}"


class Target(Editable):
    """What is wanted of a measure from a period on, until a later target replaces it; for one unit or for all."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    frequency = models.CharField(max_length=12, choices=FREQUENCIES, blank=True)
    baseline = models.FloatField(_("baseline"), null=True, blank=True)
    target = models.FloatField(_("target"), null=True, blank=True)
    low = models.FloatField(_("low"), null=True, blank=True)
    high = models.FloatField(_("high"), null=True, blank=True)
    red = models.FloatField(_("red"), null=True, blank=True)
    green = models.FloatField(_("green"), null=True, blank=True)
    worst = models.FloatField(_("worst"), null=True, blank=True)
    best = models.FloatField(_("best"), null=True, blank=True)
    tolerance = models.FloatField(_("tolerance"), null=True, blank=True)

    VALUES = ("baseline", "target", "low", "high", "red", "green", "worst", "best", "tolerance")

    class Meta:
        ordering = ["measure", "unit", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "unit", "starts_on", "frequency"],
                name="target_once",
                nulls_distinct=False,
                violation_error_message=_("There is a target of this measure for this period already."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, frequency="") | Q(starts_on__isnull=False) & ~Q(frequency=""),
                name="target_period_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.period or ''}".strip()

    @property
    def period(self) -> Period | None:
        return Period(Frequency(self.frequency), self.starts_on) if self.starts_on else None


class Actual(models.Model):
    """A value observed for a measure, a unit and a period, as it was recorded at an instant.

    A row without value, numerator and denominator says that the value was withdrawn.
    """

    # Found through the index on measure and period, which an import need not fill twice. The keys are held by triggers
    # (base.keys), which look up those of an import together.
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="actuals", db_index=False, db_constraint=False
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    period = models.DateField(_("first day of the period"))
    value = models.FloatField(_("value"), null=True)
    numerator = models.FloatField(_("numerator"), null=True)
    denominator = models.FloatField(_("denominator"), null=True)
    note = models.TextField(_("note"), blank=True)
    source = models.TextField(_("source"), blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    # The running change, which is written at the end of the same transaction and never removed: no need to look it up again.
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        ordering = ["measure", "unit", "period", "recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "unit", "period"],
                condition=Q(superseded_at__isnull=True),
                nulls_distinct=False,
                name="actual_one_current",
            ),
            # NaN stands above every number for PostgreSQL, so that a range keeps it out together with the infinities.
            models.CheckConstraint(
                condition=reduce(and_, (Q(**{f"{name}__range": FINITE}) for name in NUMBERS)),
                name="actual_finite",
            ),
        ]
        indexes = [
            models.Index(fields=["measure", "period"], name="actual_by_measure"),
            models.Index(fields=["change", "id"], name="actual_by_change"),
            models.Index(fields=["unit"], name="actual_by_unit", condition=Q(unit__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.period}: {self.value}"


class LimitsReset(Editable):
    """The period from which on the limits of a measure's control chart, or of one unit's side of it, rest on new values."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="limits_resets")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = models.DateField(_("first day of the period"))
    reason = models.TextField(_("reason"))
    set_by = models.CharField(_("set by"), max_length=200)
    set_on = models.DateField(_("set on"))

    class Meta:
        ordering = ["measure", "unit", "period"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "unit", "period"], nulls_distinct=False, name="limits_reset_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {Period(Frequency(self.measure.frequency), self.period)}"


class WaitingState(models.TextChoices):
    WAITING = "waiting", _("waits for approval")
    SENT_BACK = "sent_back", _("sent back")
    APPROVED = "approved", _("approved")


class WaitingValue(Editable):
    """What somebody gave for a measure, a unit and a period that needs approval: the last of it, and what became of it.

    `said`: the recorded fields by name (fields.Recorded), of which all numbers are None where a value is to be withdrawn.
    `replaces`: the actual that held when it was given (0: none).
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="waiting_values")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = models.DateField(_("first day of the period"))
    said = models.JSONField(_("value"))
    replaces = models.BigIntegerField(default=0)
    state = models.CharField(_("state"), max_length=10, choices=WaitingState, default=WaitingState.WAITING)
    given_by = models.CharField(_("given by"), max_length=200, blank=True)
    # Whom to tell what became of it; of values of before, nobody.
    giver = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(_("given"))
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "unit", "period"], nulls_distinct=False, name="waiting_once")
        ]
        indexes = [models.Index(fields=["given_at"], condition=Q(state="waiting"), name="waiting_by_age")]

    def __str__(self) -> str:
        return f"{self.measure} {self.when}"

    @property
    def value(self) -> float | None:
        return self.said.get("value")

    @property
    def when(self) -> Period:
        return Period(Frequency(self.measure.frequency), self.period)

    @property
    def is_waiting(self) -> bool:
        return self.state == WaitingState.WAITING
