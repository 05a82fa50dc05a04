"""Plans, perspectives, themes, objectives, contributions, holdings and cause-and-effect links, as they stand today.

How they stood before is kept with the scores (scorecards.Edge), where the dates of each weight are. Objectives and
perspectives that were removed keep their rows: past scores name them.
"""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.base.ordering import orders
from hoshin.base.periods import Frequency
from hoshin.base.words import pieces_index
from hoshin.measures.models import FREQUENCIES, Measure
from hoshin.org.models import Person, Unit
from hoshin.strategy.choices import AsksCommentary, LinkSign, Provenance, RollUpWay, StatusScale, Visibility

MOST_DAYS = 100
WEIGHT = {"default": 1.0, "validators": [MinValueValidator(0.0)]}


class Standing(models.Manager[Any]):
    """What the plan holds today; what was removed stays in the table, as past scores rest on it."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(removed_on=None)


class RollsUp(models.Model):
    """What has parts: how its score follows from theirs. From when it holds stands with the scores (scorecards.Edge)."""

    aggregator = models.CharField(_("roll-up"), max_length=10, choices=RollUpWay, default=RollUpWay.MEAN)
    kth = models.PositiveSmallIntegerField(_("k of the k-th worst"), default=2, validators=[MinValueValidator(1)])

    class Meta:
        abstract = True


class KeptByDate(models.Model):
    """What of a plan is valid by date: which scores there are, and how they become statuses."""

    status_scale = models.CharField(_("statuses"), max_length=10, choices=StatusScale, default=StatusScale.STANDARD)
    red_below = models.FloatField(_("off track below"), default=40.0)
    green_from = models.FloatField(_("on track from"), default=70.0)
    min_coverage = models.FloatField(
        _("least coverage"), default=0.5, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )

    class Meta:
        abstract = True


class Plan(Editable, KeptByDate, RollsUp):
    """A strategy for a span of time: vision, mission, values, and how its scorecard is kept."""

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=300)
    vision = models.TextField(_("vision"), blank=True)
    mission = models.TextField(_("mission"), blank=True)
    values = ArrayField(models.CharField(max_length=300), verbose_name=_("values"), default=list, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    frequency = models.CharField(_("scorecard every"), max_length=12, choices=FREQUENCIES, default=Frequency.MONTHLY)
    close_lag_days = models.PositiveSmallIntegerField(_("days until a value is late"), default=10)
    asks_commentary = models.CharField(_("asks for a word"), max_length=20, choices=AsksCommentary, default="never")
    # Within so many working days somebody acts on what stands so, or accepts it; None: nobody is asked to.
    off_track_reaction_days = models.PositiveSmallIntegerField(
        _("working days to react when off track"), null=True, blank=True, validators=[MaxValueValidator(MOST_DAYS)]
    )
    at_risk_reaction_days = models.PositiveSmallIntegerField(
        _("working days to react when at risk"), null=True, blank=True, validators=[MaxValueValidator(MOST_DAYS)]
    )
    provenance = models.CharField(max_length=10, choices=Provenance, default=Provenance.OWN)
    attribution = models.TextField(_("attribution"), blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="plan_code"),
            models.CheckConstraint(
                condition=Q(red_below__gt=0, green_from__gt=F("red_below"), green_from__lt=100),
                name="plan_cuts_in_order",
                violation_error_message=_("The cut points must satisfy 0 < off track < on track < 100."),
            ),
            models.CheckConstraint(condition=Q(min_coverage__range=(0.0, 1.0)), name="plan_coverage_share"),
            models.CheckConstraint(
                condition=(Q(off_track_reaction_days=None) | Q(off_track_reaction_days__lte=MOST_DAYS))
                & (Q(at_risk_reaction_days=None) | Q(at_risk_reaction_days__lte=MOST_DAYS)),
                name="plan_reaction_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def period_frequency(self) -> Frequency:
        return Frequency(self.frequency)


class PastPlanDefinition(Editable, KeptByDate):
    """What a plan's cut points, least coverage and statuses were until a day (exclusive); the plan says what holds now."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="past_definitions")
    valid_to = models.DateField(_("until"))

    class Meta:
        ordering = ["plan", "valid_to"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "valid_to"], name="past_plan_definition_once"),
            models.CheckConstraint(
                condition=Q(red_below__gt=0, green_from__gt=F("red_below"), green_from__lt=100),
                name="past_plan_cuts_in_order",
                violation_error_message=_("The cut points must satisfy 0 < off track < on track < 100."),
            ),
            models.CheckConstraint(condition=Q(min_coverage__range=(0.0, 1.0)), name="past_plan_coverage_share"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} until {self.valid_to}"


class Perspective(Editable, RollsUp):
    """One side from which the plan looks at success."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="perspectives")
    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=300)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)
    weight = models.FloatField(_("weight"), **WEIGHT)  # type: ignore[arg-type]  # keywords of several kinds
    is_critical = models.BooleanField(_("critical"), default=False)
    removed_on = models.DateField(_("removed"), null=True, blank=True, editable=False)

    objects = Standing()
    everything: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        ordering = ["plan", "position", "id"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="perspective_code"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="perspective_weight"),
        ]

    def __str__(self) -> str:
        return self.name


class Theme(Editable):
    """A group of objectives across perspectives."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="themes")
    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=300)

    class Meta:
        ordering = ["plan", "code"]
        constraints = [models.UniqueConstraint(Upper("code"), name="theme_code")]

    def __str__(self) -> str:
        return self.name


class Objective(Editable, RollsUp):
    """What is to be achieved, at any level: the organisation's, a unit's, a person's.

    An objective that serves no other feeds its perspective, where it may be critical; one that serves others feeds those.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="objectives")
    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=500)
    description = models.TextField(_("description"), blank=True)
    perspective = models.ForeignKey(
        Perspective,
        verbose_name=_("perspective"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="objectives",
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), null=True, blank=True, on_delete=models.SET_NULL, related_name="objectives"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="objectives"
    )
    owner = models.ForeignKey(
        Person, verbose_name=_("owner"), null=True, blank=True, on_delete=models.SET_NULL, related_name="objectives"
    )
    weight = models.FloatField(_("weight"), **WEIGHT)  # type: ignore[arg-type]  # keywords of several kinds
    is_critical = models.BooleanField(_("critical"), default=False)
    start_date = models.DateField(_("start"), null=True, blank=True)
    due_date = models.DateField(_("due"), null=True, blank=True)
    visibility = models.CharField(_("visible to"), max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    position = models.PositiveIntegerField(default=0)
    map_x = models.FloatField(null=True, blank=True, editable=False)
    removed_on = models.DateField(_("removed"), null=True, blank=True, editable=False)

    objects = Standing()
    everything: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        ordering = ["plan", "position", "id"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="objective_code"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="objective_weight"),
        ]
        indexes = [
            pieces_index("objective_pieces"),
            *orders("objective"),
            models.Index(fields=["due_date"], name="objective_by_due"),
            models.Index(fields=["plan", "position"], name="objective_by_position"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Contribution(Editable):
    """A child serves a parent: an objective, or a measure, counts for an objective with a weight.

    The score of a parent that rolls up by a gate is never higher than that of a critical child.
    """

    class Kind(models.TextChoices):
        CONTRIBUTES = "contributes", _("counts in the score")
        ALIGNS = "aligns", _("is linked only")

    parent = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="contributions")
    objective = models.ForeignKey(Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="serves")
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.CASCADE, related_name="serves")
    weight = models.FloatField(_("weight"), **WEIGHT)  # type: ignore[arg-type]  # keywords of several kinds
    is_critical = models.BooleanField(_("critical"), default=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.CONTRIBUTES)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["parent", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(objective__isnull=True, measure__isnull=False)
                | Q(objective__isnull=False, measure__isnull=True),
                name="contribution_one_child",
            ),
            models.CheckConstraint(condition=~Q(parent=F("objective")), name="contribution_not_itself"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="contribution_weight"),
            models.UniqueConstraint(fields=["parent", "objective"], name="contribution_objective_once"),
            models.UniqueConstraint(fields=["parent", "measure"], name="contribution_measure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.child} → {self.parent}"

    @property
    def child(self) -> Objective | Measure:
        """What serves the parent."""
        child = self.objective or self.measure
        assert child is not None, "a constraint of the table: each contribution has one child"
        return child


class Holding(Editable):
    """A unit has a scorecard of its own with an objective of the plan, or with all of them where none is named.

    What counts for the objective is held with it. `with_below`: every unit below holds the same. An objective that
    belongs to a unit is that unit's alone.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="holdings")
    objective = models.ForeignKey(
        Objective,
        verbose_name=_("objective"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="holdings",
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="holdings")
    with_below = models.BooleanField(_("and every unit below"), default=True)

    class Meta:
        ordering = ["plan", "unit", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "unit", "objective"],
                name="holding_once",
                nulls_distinct=False,
                violation_error_message=_("The unit holds this already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.objective or self.plan}"

    @property
    def held(self) -> Plan | Objective:
        """What the unit holds."""
        return self.objective or self.plan


class UnitWeight(Editable):
    """What a perspective, an objective or a contribution weighs on the scorecard of one unit, where that differs."""

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="+")
    perspective = models.ForeignKey(
        Perspective, null=True, blank=True, on_delete=models.CASCADE, related_name="unit_weights"
    )
    objective = models.ForeignKey(
        Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="unit_weights"
    )
    contribution = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.CASCADE, related_name="unit_weights"
    )
    weight = models.FloatField(_("weight"), validators=[MinValueValidator(0.0)])

    class Meta:
        ordering = ["unit", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "perspective", "objective", "contribution"],
                name="unit_weight_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(perspective__isnull=False, objective=None, contribution=None)
                | Q(perspective=None, objective__isnull=False, contribution=None)
                | Q(perspective=None, objective=None, contribution__isnull=False),
                name="unit_weight_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(weight__gte=0), name="unit_weight_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.weighed} {self.weight}"

    @property
    def weighed(self) -> Perspective | Objective | Contribution:
        """What has the weight."""
        weighed = self.perspective or self.objective or self.contribution
        assert weighed is not None, "a constraint of the table: a weight is that of one thing"
        return weighed

    @property
    def plan_id(self) -> int:
        """The plan in which it counts."""
        weighed = self.weighed
        return weighed.parent.plan_id if isinstance(weighed, Contribution) else weighed.plan_id


class CausalLink(Editable):
    """ "This drives that": a hypothesis on the strategy map."""

    cause = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="drives")
    effect = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="driven_by")
    lag_months = models.PositiveSmallIntegerField(_("months until the effect"), null=True, blank=True)
    sign = models.CharField(_("the effect"), max_length=8, choices=LinkSign, default=LinkSign.SAME)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["cause", "effect"]
        constraints = [
            models.UniqueConstraint(fields=["cause", "effect"], name="causal_link_once"),
            models.CheckConstraint(condition=~Q(cause=F("effect")), name="causal_link_not_itself"),
            models.CheckConstraint(condition=Q(sign__in=LinkSign.values), name="causal_link_sign_known"),
        ]

    def __str__(self) -> str:
        return f"{self.cause} → {self.effect}"
