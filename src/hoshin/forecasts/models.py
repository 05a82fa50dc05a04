"""Stored forecasts: what is expected of a measure, and how likely its target is. Derived, found again when values change."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import FREQUENCIES, Measure
from hoshin.org.models import Unit
from hoshin.scorecards.models import Node


class HowForecast(models.TextChoices):
    """How the series was forecast; the engine's words."""

    NONE = "none", _("too little data")
    DRIFT = "drift", _("the mean step goes on: indicative only")
    POOL = "pool", _("three models, weighed by their own past")
    NAIVE = "naive", _("the last value: no model was better")
    CONSTANT = "constant", _("the value that never moved")


class HeldAgainst(models.TextChoices):
    """What the target at the due date is held against."""

    VALUE = "value", _("the value then")
    SUM = "sum", _("the sum until then")


class Forecast(models.Model):
    """What is expected of a measure, as a whole or of one unit, in its own periods after its last value.

    `edges` are the means and the edges of bands by name (mean, lo50 … hi95), one number for each period. The backtest:
    `owa` is the error over the naive forecast's, `covered` how often the 80 % band held. `probability` is that of the
    target on the due date; where there is none, `lacks` says why. `achieved` and `required` are steps per period.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="forecasts")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    frequency = models.CharField(max_length=12, choices=FREQUENCIES)
    first = models.DateField(_("first day of the first period"))
    method = models.CharField(_("method"), max_length=10, choices=HowForecast)
    points = models.PositiveIntegerField(_("values"))
    is_seasonal = models.BooleanField(_("with a season"), default=False)
    edges = models.JSONField(_("mean and bands"), default=dict)
    origins = models.PositiveIntegerField(_("forecasts from the past"), default=0)
    owa = models.FloatField(_("error over the naive forecast's"), null=True)
    mase = models.FloatField(_("scaled error"), null=True)
    smape = models.FloatField(_("error in percent"), null=True)
    covered = models.FloatField(_("how often the 80 % band held"), null=True)
    asked = models.CharField(_("held against the target"), max_length=5, choices=HeldAgainst, default=HeldAgainst.VALUE)
    due_on = models.DateField(_("due"), null=True)
    target = models.FloatField(_("target"), null=True)
    # Mean, and the edges of the 80 % band, of what is held against the target.
    expected = ArrayField(models.FloatField(), null=True, size=3)
    probability = models.FloatField(_("probability of reaching the target"), null=True)
    # What it was before the last value came, of the same target by the same day.
    probability_before = models.FloatField(null=True)
    lacks = models.CharField(max_length=20, blank=True)
    achieved = models.FloatField(_("achieved pace"), null=True)
    required = models.FloatField(_("required pace"), null=True)
    finish_on = models.DateField(_("projected finish"), null=True)
    soonest_on = models.DateField(_("soonest finish"), null=True)
    latest_on = models.DateField(_("latest finish"), null=True)
    computed_at = models.DateTimeField(_("computed"))

    class Meta:
        ordering = ["measure", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "unit"], nulls_distinct=False, name="forecast_once"),
        ]
        indexes = [models.Index(fields=["probability"], name="forecast_by_probability")]

    def __str__(self) -> str:
        return f"{self.measure} {self.first}"

    @property
    def periods(self) -> list[Period]:
        """The periods of the forecast, in order."""
        begin = Period(Frequency(self.frequency), self.first)
        return [begin.shift(step) for step in range(len(self.edges.get("mean", ())))]

    @property
    def ahead(self) -> list[dict[str, Any]]:
        """Period by period: `period`, `mean` and the edges of the bands."""
        names = list(self.edges)
        rows = zip(*(self.edges[name] for name in names), strict=True)
        return [{"period": period, **dict(zip(names, row))} for period, row in zip(self.periods, rows)]

    @property
    def is_trusted(self) -> bool:
        """Whether its probability may say how a goal stands (methods.md 1.13): eight values, and no worse than naive."""
        return self.probability is not None and self.points >= 8 and (self.owa is None or self.owa <= 1.0)


class Projection(models.Model):
    """Where the score of a node will stand at the end of a period that still runs, or is to come.

    The 10 %, 50 % and 90 % points of its draws, and the share of its weight that was drawn; the rest stands as it does
    today. `widest`: numbers of the measures' nodes that make the band wide, each with its share of the variance.
    """

    # The constraint in the database removes it with its node, which scorecards deletes by statements of its own.
    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="projections", db_constraint=False)
    period = models.DateField(_("first day of the period"))
    low = models.FloatField()
    middle = models.FloatField()
    high = models.FloatField()
    drawn = models.FloatField(_("share of the weight that was drawn"))
    widest = models.JSONField(_("what makes the band wide"), default=list)
    computed_at = models.DateTimeField(_("computed"))

    class Meta:
        ordering = ["node", "period"]
        constraints = [models.UniqueConstraint(fields=["node", "period"], name="projection_once")]

    def __str__(self) -> str:
        return f"{self.node_id} {self.period}: {self.middle}"


class LookedAt(models.Model):
    """Up to which changes the worker has looked for new values (1), or for anything that projected scores rest on (2)."""

    changes = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return str(self.changes[:1])
