"""Promotions with their evidence, decided by people; who could follow in critical roles; internal openings."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.base.words import pieces_index
from hoshin.growth.models.framework import LONGEST, LONGEST_LINE, LONGEST_NOTE, Competency, JobRole
from hoshin.org.models import Person, Unit


class CaseState(models.TextChoices):
    """How far a promotion is."""

    PREPARING = "preparing", _("being prepared")
    DISCUSSED = "discussed", _("being discussed")
    PROMOTED = "promoted", _("promoted")
    NOT_NOW = "not_now", _("not now")


DECIDED = (CaseState.PROMOTED, CaseState.NOT_NOW)


class PromotionCase(Editable):
    """Whether somebody is to have a role above their own: what speaks for and against it, and what people decided and why.

    `against_said`: somebody looked for what speaks against it, whether or not anything was found. `is_clear`: no case of
    integrity is open, as a manager said; None: nobody did.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="promotion_cases")
    to_role = models.ForeignKey(JobRole, verbose_name=_("role"), on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_on = models.DateField()
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.PREPARING)
    against_said = models.BooleanField(_("somebody looked for what speaks against it"), default=False)
    is_clear = models.BooleanField(_("no case of integrity is open"), null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(_("why"), blank=True, max_length=LONGEST)

    class Meta:
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=("preparing", "discussed")),
                name="promotion_case_one_open",
                violation_error_message=_("A promotion of this person is open already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=("preparing", "discussed"), decided_on=None)
                | (Q(state__in=("promoted", "not_now"), decided_on__isnull=False) & ~Q(reason="")),
                name="promotion_case_decided_whole",
                violation_error_message=_("What is decided says when and why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.to_role_id}"

    @property
    def is_open(self) -> bool:
        return self.state not in DECIDED


class CaseSide(models.TextChoices):
    """Which way an item of a case speaks."""

    FOR = "for", _("for it")
    AGAINST = "against", _("against it")


class CaseItem(Editable):
    """Something dated that speaks for or against a promotion, by whoever saw it."""

    case = models.ForeignKey(PromotionCase, on_delete=models.CASCADE, related_name="items")
    side = models.CharField(_("speaks"), max_length=8, choices=CaseSide, default=CaseSide.FOR)
    competency = models.ForeignKey(
        Competency, verbose_name=_("competency"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("what was seen"), max_length=LONGEST_NOTE)
    seen_on = models.DateField(_("seen on"))
    by = models.ForeignKey(
        Person, verbose_name=_("seen by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["case", "-seen_on", "id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.side} {self.seen_on}"


class LossRisk(models.TextChoices):
    """How likely a critical role is to lose who has it within a year."""

    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class CriticalRole(Editable):
    """A seat without which a unit is in trouble, who has it, and how likely it is to lose them."""

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="critical_roles")
    name = models.CharField(_("role"), max_length=LONGEST_LINE)
    holder = models.ForeignKey(
        Person, verbose_name=_("who has it"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    loss = models.CharField(_("risk of loss"), max_length=6, choices=LossRisk, default=LossRisk.LOW)
    note = models.TextField(_("why it is critical"), blank=True, max_length=LONGEST_NOTE)

    class Meta:
        ordering = ["unit__code", "name", "id"]
        constraints = [models.UniqueConstraint("unit", Upper("name"), name="critical_role_once")]

    def __str__(self) -> str:
        return self.name


class Readiness(models.TextChoices):
    """When somebody could follow."""

    NOW = "now", _("ready now")
    YEAR = "year", _("in a year")
    THREE = "three", _("in three years")


class Successor(Editable):
    """Somebody who could follow in a critical role, when, and what it takes until then."""

    role = models.ForeignKey(CriticalRole, on_delete=models.CASCADE, related_name="successors")
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")
    readiness = models.CharField(_("ready"), max_length=6, choices=Readiness, default=Readiness.YEAR)
    note = models.TextField(_("what it takes"), blank=True, max_length=LONGEST_NOTE)

    class Meta:
        ordering = ["role", "readiness", "id"]
        constraints = [models.UniqueConstraint(fields=["role", "person"], name="successor_once")]

    def __str__(self) -> str:
        return f"{self.role_id} {self.person_id}"


class InternalOpening(Editable):
    """A role that is open within the organisation until a day; what it needs is what the role expects."""

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("title"), max_length=LONGEST_LINE)
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="openings")
    role = models.ForeignKey(JobRole, verbose_name=_("role"), on_delete=models.PROTECT, related_name="openings")
    text = models.TextField(_("what one does there"), max_length=LONGEST)
    closes_on = models.DateField(_("open until"))

    class Meta:
        ordering = ["closes_on", "id"]
        constraints = [models.UniqueConstraint(Upper("code"), name="internal_opening_code")]
        indexes = [pieces_index("internal_opening_pieces")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
