"""Nodes and edges of the score graph, and what the engine found for them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoshin.audit.models import Change
from hoshin.base.models import Editable
from hoshin.measures.models import Measure
from hoshin.org.models import Unit
from hoshin.strategy.models import Objective, Perspective, Plan


class NodeKind(models.TextChoices):
    PLAN = "plan", _("Plan")
    UNIT = "unit", _("Unit")
    PERSPECTIVE = "perspective", _("Perspective")
    OBJECTIVE = "objective", _("Objective")
    MEASURE = "measure", _("Measure")


class Node(models.Model):
    """Something that has a score within a plan.

    `unit` is set where the score is that of one unit: a measure or an objective held by a unit, a unit's side of a
    perspective, a unit. An objective that belongs to a unit has one score alone, and that without a unit.
    A node that is not active counts no more; it stays, and is scored, for as long as the past rests on it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="nodes")
    kind = models.CharField(max_length=12, choices=NodeKind)
    perspective = models.ForeignKey(Perspective, null=True, on_delete=models.CASCADE, related_name="nodes")
    objective = models.ForeignKey(Objective, null=True, on_delete=models.CASCADE, related_name="nodes")
    measure = models.ForeignKey(Measure, null=True, on_delete=models.CASCADE, related_name="nodes")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="nodes")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "perspective", "objective", "measure", "unit"],
                nulls_distinct=False,
                name="node_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="plan", perspective=None, objective=None, measure=None, unit=None)
                | Q(kind="unit", perspective=None, objective=None, measure=None, unit__isnull=False)
                | Q(kind="perspective", perspective__isnull=False, objective=None, measure=None)
                | Q(kind="objective", perspective=None, objective__isnull=False, measure=None)
                | Q(kind="measure", perspective=None, objective=None, measure__isnull=False),
                name="node_names_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def thing(self) -> Plan | Unit | Perspective | Objective | Measure:
        """What has the score: the kind says in which column it stands."""
        return getattr(self, self.kind)

    @property
    def its_measure(self) -> Measure:
        """The measure that has the score, of a node of that kind."""
        assert self.measure is not None, "a constraint of the table: a node of a measure names it"
        return self.measure


class Edge(models.Model):
    """A child counted for a parent in this way from one day until another (exclusive).

    Besides the weight: whether the child was critical, and how the parent rolled up (`assembly.aggregators`; `kth` is 0
    where it does not count the worst). All edges of a parent on one day say the same of the latter.
    """

    parent = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="child_edges")
    child = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="parent_edges")
    weight = models.FloatField()
    is_critical = models.BooleanField(default=False, db_default=False)
    aggregator = models.PositiveSmallIntegerField(default=0, db_default=0)
    kth = models.PositiveSmallIntegerField(default=0, db_default=0)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "child"], condition=Q(valid_to__isnull=True), name="edge_one_open"
            ),
            models.CheckConstraint(condition=Q(weight__gte=0), name="edge_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} → {self.parent_id}: {self.weight}"


class EdgeBefore(models.Model):
    """How a child counted for a parent before a change touched that: what an undo of the change restores.

    A row for each edge that there was; the columns are those of `Edge`.
    """

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="+")
    child = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField()
    is_critical = models.BooleanField(default=False)
    aggregator = models.PositiveSmallIntegerField(default=0)
    kth = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.child_id} → {self.parent_id}: {self.weight}"


class Placement(models.Model):
    """A unit stood under a parent from one day until another (exclusive), as the plan's past scores saw it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="placements")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "unit"], condition=Q(valid_to__isnull=True), name="placement_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.parent_id}"


class Score(models.Model):
    """What the engine found for a node in a period, from all that is known now; and the snapshot once it is closed."""

    pk = models.CompositePrimaryKey("node_id", "period")
    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="scores", db_index=False)
    period = models.DateField()
    score = models.FloatField(null=True)
    coverage = models.FloatField(default=0.0)
    status = models.PositiveSmallIntegerField(default=0)
    reason = models.PositiveSmallIntegerField(default=0)
    flags = models.PositiveSmallIntegerField(default=0)
    value = models.FloatField(null=True)
    target = models.FloatField(null=True)
    attainment = models.FloatField(null=True)
    observed_on = models.DateField(null=True)
    closed_score = models.FloatField(null=True)
    closed_coverage = models.FloatField(null=True)
    closed_status = models.PositiveSmallIntegerField(null=True)
    closed_value = models.FloatField(null=True)
    closed_target = models.FloatField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["period", "node"], name="score_by_period"),
            # Lists in the order of scores or statuses are read from these, however long they are.
            models.Index(fields=["period", "score", "node"], name="score_by_score"),
            models.Index(fields=["period", "status", "score", "node"], name="score_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.node_id} {self.period}: {self.score}"


class ClosedPeriod(models.Model):
    """A period whose scores are official: later changes show beside them as restatements."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="closed_periods")
    period = models.DateField()
    closed_at = models.DateTimeField()
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["plan", "-period"]
        constraints = [models.UniqueConstraint(fields=["plan", "period"], name="closed_period_once")]

    def __str__(self) -> str:
        return f"{self.plan} {self.period}"


class StatusOverride(Editable):
    """A status set by a person, with a reason and an end; the computed one stays visible beside it."""

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="overrides")
    status = models.PositiveSmallIntegerField()
    reason = models.TextField()
    starts_on = models.DateField()
    expires_on = models.DateField()
    set_by = models.CharField(max_length=200)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("starts_on")),
                name="override_ends",
                violation_error_message=_("The end of an override cannot lie before its start."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.node} {self.status}"
