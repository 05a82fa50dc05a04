"""Cycles, and which objectives were taken on in them. Objectives, measures and their weights stand in the plan itself."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective, Plan


class Ambition(models.TextChoices):
    """What is expected of a goal's grade: about 0.7 of one that reaches far, 1.0 of one that others rely on."""

    ASPIRATIONAL = "aspirational", _("reaches far: 0.7 is a success")
    COMMITTED = "committed", _("promised: anything below 1.0 is a miss")


class Cycle(Editable):
    """A span for which goals are taken on: a quarter, a half, a year, or own dates."""

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=300)
    starts_on = models.DateField(_("start"))
    ends_on = models.DateField(_("end"))
    closed_on = models.DateField(_("closed"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-starts_on", "code"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="cycle_code"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="cycle_ends",
                violation_error_message=_("A cycle cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Agreed(models.TextChoices):
    """Whether a goal was agreed with somebody: what is proposed for the first time is a draft until it is."""

    NO = "no", _("not agreed")
    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")


class Commitment(Editable):
    """Its owner took an objective on for themself, perhaps in a cycle.

    It is a draft until it has a measure with a target and a due date, and while it is proposed; until then it is linked to
    what it serves, and does not count there. What is agreed changes by another agreement alone.
    Archived with its cycle it stays as it stood, and counts no more.
    """

    objective = models.OneToOneField(Objective, on_delete=models.CASCADE, related_name="commitment")
    cycle = models.ForeignKey(
        Cycle, verbose_name=_("cycle"), null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    ambition = models.CharField(_("ambition"), max_length=12, choices=Ambition, default=Ambition.ASPIRATIONAL)
    is_draft = models.BooleanField(_("draft"), default=True)
    archived_on = models.DateField(_("archived"), null=True, blank=True, editable=False)
    agreed = models.CharField(_("agreed"), max_length=10, choices=Agreed, default=Agreed.NO, db_default=Agreed.NO)

    class Meta:
        ordering = ["objective"]

    def __str__(self) -> str:
        return str(self.objective)


class ClosingChoice(models.TextChoices):
    """What becomes of a goal when its cycle closes."""

    CARRY_OVER = "carry_over", _("carry over")
    ARCHIVE = "archive", _("archive")
    DROP = "drop", _("drop")


class CycleResult(Editable):
    """How a goal stood when its cycle was closed, and what was decided of it: kept, whatever comes later."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="results")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="cycle_results")
    decision = models.CharField(_("decision"), max_length=12, choices=ClosingChoice)
    score = models.FloatField(_("score"), null=True)
    grade = models.FloatField(_("grade"), null=True)

    class Meta:
        ordering = ["cycle", "objective"]
        constraints = [models.UniqueConstraint(fields=["cycle", "objective"], name="cycle_result_once")]

    def __str__(self) -> str:
        return f"{self.objective}: {self.decision}"


class AlignedWeight(models.Model):
    """Derived: how much of the weight of a unit's people, 1 for each, serves an objective of the plan (None: nothing of it).

    Of people who work in the unit itself (None: in no unit). Kept by `services.lining_up`; what a unit holds with all below
    it is summed when it is read. The trail keeps what it follows from.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    objective = models.ForeignKey(Objective, null=True, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "unit", "objective"], name="aligned_weight_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} → {self.objective}: {self.weight}"


class AdriftGoal(models.Model):
    """Derived: a goal that counts, and from which no way leads to the plan. Kept by `services.lining_up`."""

    objective = models.OneToOneField(Objective, primary_key=True, on_delete=models.CASCADE, related_name="adrift")

    def __str__(self) -> str:
        return str(self.objective)


class Overload(models.Model):
    """Derived: somebody has more goals of their own that count than one keeps in mind. Kept by `services.loads`."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="overload")
    goals = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.person}: {self.goals}"
