"""Dimensions by which measures are broken down, their members in trees, and values for each member.

A member's value is kept as an actual is: never overwritten; a correction is a new row, and the old one keeps the instant at
which it was superseded.
"""

from functools import reduce
from operator import and_

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.audit.models import Change
from hoshin.base.models import Editable
from hoshin.base.words import pieces_index
from hoshin.measures.fields import NUMBERS
from hoshin.measures.models import FINITE, Measure


class Composition(models.TextChoices):
    """How the members of a breakdown make the measure's total, and so whether its change can be split among them."""

    SUM = "sum", _("they add up to the total")
    RATIO = "ratio", _("the total is the ratio of their sums")
    MEAN = "mean", _("the total is their mean, weighted by denominators where recorded")
    NONE = "none", _("they stand side by side")


class Dimension(Editable):
    """By what measures are broken down: regions, products, age groups."""

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=200)
    position = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(Upper("code"), name="dimension_code")]
        indexes = [pieces_index("dimension_pieces")]

    def __str__(self) -> str:
        return self.name


class Member(Editable):
    """One of what a dimension divides a total into; it may lie within another one of the same dimension."""

    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="members", db_index=False)
    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=300)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    position = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["dimension", "position", "code"]
        constraints = [
            models.UniqueConstraint("dimension", Upper("code"), name="member_code"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="member_not_in_itself",
                violation_error_message=_("A member cannot lie within itself."),
            ),
        ]
        indexes = [pieces_index("member_pieces")]

    def __str__(self) -> str:
        return self.name


class Breakdown(Editable):
    """That a measure is broken down by a dimension, and how its members make the total."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="breakdowns", db_index=False)
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="breakdowns")
    together = models.CharField(_("together"), max_length=5, choices=Composition, default=Composition.NONE)

    class Meta:
        ordering = ["measure", "dimension"]
        constraints = [models.UniqueConstraint(fields=["measure", "dimension"], name="breakdown_once")]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.dimension_id}"


class MemberValue(models.Model):
    """A value observed for a member and a period of a breakdown, as it was recorded at an instant.

    A row without value, numerator and denominator says that the value was withdrawn.
    """

    # Found through the unique index and that by member: one each, since an import of millions fills all of them.
    breakdown = models.ForeignKey(Breakdown, on_delete=models.CASCADE, related_name="values", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="values", db_index=False)
    period = models.DateField(_("first day of the period"))
    value = models.FloatField(_("value"), null=True)
    numerator = models.FloatField(_("numerator"), null=True)
    denominator = models.FloatField(_("denominator"), null=True)
    note = models.TextField(_("note"), blank=True)
    source = models.TextField(_("source"), blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    # The running change, which is written at the end of the same transaction and never removed.
    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        ordering = ["breakdown", "period", "member", "recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["breakdown", "period", "member"],
                condition=Q(superseded_at__isnull=True),
                name="member_value_one_current",
            ),
            models.CheckConstraint(
                condition=reduce(and_, (Q(**{f"{name}__range": FINITE}) for name in NUMBERS)),
                name="member_value_finite",
            ),
        ]
        indexes = [
            models.Index(
                fields=["breakdown", "period", "member"],
                condition=Q(superseded_at__isnull=False),
                name="member_value_before",
            ),
            models.Index(fields=["member"], name="member_value_by_member"),
            models.Index(fields=["change", "id"], name="member_value_by_change"),
        ]

    def __str__(self) -> str:
        return f"{self.breakdown_id} {self.member_id} {self.period}: {self.value}"
