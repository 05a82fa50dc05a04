"""Scenarios: assumptions that somebody keeps under a name, and shares with whom they choose."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.base.periods import Frequency, Period
from hoshin.initiatives.models import Initiative
from hoshin.measures.models import FINITE, FREQUENCIES, Measure
from hoshin.org.models import Person, Unit
from hoshin.scenarios.rows import Assumption, ChangeKind
from hoshin.strategy.models import Objective, Perspective, Plan

LONGEST = 2_000


class ScenarioSight(models.TextChoices):
    """Whom a scenario is shared with."""

    PRIVATE = "private", _("nobody but me")
    NAMED = "named", _("people I name")
    UNIT = "unit", _("a unit and all below it")
    EVERYONE = "everyone", _("everyone who may see the plan")


class Scenario(Editable):
    """What somebody assumes of a plan in a period, under a name. It changes nothing; what would follow is found when it is
    opened, and shows to each reader only what they may see.
    """

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("what it is about"), blank=True, max_length=LONGEST)
    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="scenarios")
    period_start = models.DateField(_("first day of the period"))
    period_frequency = models.CharField(max_length=12, choices=FREQUENCIES)
    maker = models.ForeignKey(
        Person, verbose_name=_("made by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="scenarios"
    )
    visibility = models.CharField(_("shared with"), max_length=10, choices=ScenarioSight, default=ScenarioSight.PRIVATE)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["plan", "maker"], name="scenario_by_plan")]
        constraints = [models.UniqueConstraint(Upper("code"), name="scenario_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def period(self) -> Period:
        return Period(Frequency(self.period_frequency), self.period_start)


class ScenarioReader(models.Model):
    """Somebody whom the maker of a scenario named to read it."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["scenario", "person"], name="scenario_reader_once")]

    def __str__(self) -> str:
        return f"{self.scenario_id}: {self.person_id}"


class ScenarioAssumption(models.Model):
    """One thing that a scenario takes otherwise: the columns are those of `rows.Assumption`."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="assumptions")
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=ChangeKind)
    number = models.FloatField(_("number"))
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    objective = models.ForeignKey(Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    perspective = models.ForeignKey(Perspective, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey(Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    initiative = models.ForeignKey(Initiative, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    column = models.CharField(max_length=10, default="target")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(number__range=FINITE), name="scenario_assumption_finite"),
            models.CheckConstraint(
                condition=Q(measure__isnull=False) | Q(objective__isnull=False) | Q(perspective__isnull=False),
                name="scenario_assumption_about",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id} {self.kind}: {self.number}"

    def said(self) -> Assumption:
        """The assumption as it is computed with."""
        names = ("measure", "unit", "objective", "perspective", "parent", "initiative", "column")
        return Assumption(ChangeKind(self.kind), self.number, **{name: getattr(self, name) for name in names})
