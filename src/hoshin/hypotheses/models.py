"""What the data say of the links of a strategy map. Derived, found again every night and when links change."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import FREQUENCIES, Measure
from hoshin.strategy.choices import LinkSign
from hoshin.strategy.models import CausalLink


class WhatDataSay(models.TextChoices):
    """What the data say of a link; the engine's words. That anything is caused is never said."""

    CONSISTENT = "consistent", _("consistent with the data")
    DIFFERENT = "different", _("another lag or direction")
    REVERSE = "reverse", _("the other way round")
    NOT_SUPPORTED = "not_supported", _("not supported")
    INCONCLUSIVE = "inconclusive", _("inconclusive")


class Lacks(models.TextChoices):
    """Why a link could not be tested at all."""

    NO_MEASURE = "no_measure", _("no measure stands for one of its ends")
    ARITHMETIC = "arithmetic", _("both ends are computed from the same values")
    TOO_FEW_POINTS = "too_few_points", _("too few values that both ends have")
    LAG_TOO_LONG = "lag_too_long", _("the lag is too long for the values there are")
    NO_VARIATION = "no_variation", _("one end never moves")


class LinkTest(models.Model):
    """A causal link held against the values of the two measures that stand for its ends.

    Both are turned so that up is better. `points` are the values that were compared, after differencing (`differences`
    times); lags are counted in periods of `frequency`, `correlations` begin at the lag −reach, `bound` is what chance
    reaches at one named lag. `p_adjusted` is the probability of the largest correlation, adjusted for all links of the
    plan. `forward` and `backward`: whether the cause helps to predict the effect beyond its own past, and the other way.
    `skill` is how much better forecasts `lead` periods ahead are with the cause, with its interval.
    """

    link = models.OneToOneField(CausalLink, on_delete=models.CASCADE, related_name="test")
    cause_measure = models.ForeignKey(Measure, null=True, on_delete=models.CASCADE, related_name="+")
    effect_measure = models.ForeignKey(Measure, null=True, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(_("verdict"), max_length=13, choices=WhatDataSay)
    lacks = models.CharField(max_length=14, choices=Lacks, blank=True)
    # As they were stated when the link was tested.
    lag_months = models.PositiveSmallIntegerField(null=True)
    sign = models.CharField(max_length=8, choices=LinkSign)
    frequency = models.CharField(max_length=12, choices=FREQUENCIES, blank=True)
    first = models.DateField(_("first day of the first period compared"), null=True)
    # From which period on, and the values of both ends as they are recorded, for the drawing.
    shown_from = models.DateField(null=True)
    cause_values = ArrayField(models.FloatField(null=True), default=list)
    effect_values = ArrayField(models.FloatField(null=True), default=list)
    points = models.PositiveIntegerField(_("values compared"), default=0)
    differences = models.PositiveSmallIntegerField(default=0)
    is_seasonal = models.BooleanField(default=False)
    is_cut = models.BooleanField(default=False)
    drivers = models.PositiveSmallIntegerField(default=0)
    lag = models.PositiveSmallIntegerField(_("stated lag in periods"), null=True)
    found_lag = models.PositiveSmallIntegerField(_("lag of the largest correlation"), null=True)
    found = models.FloatField(_("largest correlation"), null=True)
    correlations = ArrayField(models.FloatField(), default=list)
    bound = models.FloatField(null=True)
    p = models.FloatField(null=True)
    p_adjusted = models.FloatField(null=True)
    forward = models.JSONField(default=dict)
    backward = models.JSONField(default=dict)
    is_leading = models.BooleanField(_("improves the forecast"), default=False)
    lead = models.PositiveSmallIntegerField(_("periods ahead"), null=True)
    skill = ArrayField(models.FloatField(), null=True, size=3)
    origins = models.PositiveIntegerField(default=0)
    # What it said before it said this, and since when it says this.
    before = models.CharField(max_length=13, choices=WhatDataSay, blank=True)
    since = models.DateField()
    computed_at = models.DateTimeField(_("computed"))

    class Meta:
        ordering = ["link"]
        indexes = [models.Index(fields=["cause_measure"], condition=models.Q(is_leading=True), name="link_test_leads")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.verdict}"

    @property
    def reach(self) -> int:
        """How many lags were searched to either side."""
        return len(self.correlations) // 2

    @property
    def by_lag(self) -> list[dict[str, Any]]:
        """Lag by lag: `lag` in periods, and the correlation `r`; above 0 the cause comes first."""
        return [{"lag": at - self.reach, "r": r} for at, r in enumerate(self.correlations)]

    @property
    def begins(self) -> Period | None:
        return Period(Frequency(self.frequency), self.first) if self.first else None

    @property
    def ends(self) -> Period | None:
        return self.begins.shift(self.points - 1) if self.begins and self.points else None
