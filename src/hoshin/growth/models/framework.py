"""Competencies with what is seen at each level, roles with the levels that they expect, and moves from role to role.

A role is a job family and a level as the organisation writes them of people, and a competency is called as their skills are:
who is in a role, and who has a skill, is held there alone.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.base.words import pieces_index

LONGEST, LONGEST_NOTE, LONGEST_LINE = 4_000, 1_000, 300
HIGHEST_LEVEL = 5
LEVELS = tuple(range(1, HIGHEST_LEVEL + 1))
LEVEL = [MinValueValidator(1), MaxValueValidator(HIGHEST_LEVEL)]


def _seen_at(label: object) -> "models.TextField[str, str]":
    return models.TextField(label, blank=True, max_length=LONGEST_NOTE)


class Competency(Editable):
    """Something that people can do more or less well, with what one sees of them at each of five levels."""

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=200)
    area = models.CharField(_("area"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True, max_length=LONGEST)
    level_1 = _seen_at(_("what is seen at level 1"))
    level_2 = _seen_at(_("what is seen at level 2"))
    level_3 = _seen_at(_("what is seen at level 3"))
    level_4 = _seen_at(_("what is seen at level 4"))
    level_5 = _seen_at(_("what is seen at level 5"))

    class Meta:
        ordering = ["area", "name", "id"]
        verbose_name_plural = "competencies"
        constraints = [
            models.UniqueConstraint(Upper("code"), name="competency_code"),
            models.UniqueConstraint(Upper("name"), name="competency_name"),
        ]
        indexes = [pieces_index("competency_pieces")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def seen_at(self, level: int) -> str:
        """What is seen of somebody at a level of 1 to 5; empty where nothing is written."""
        return str(getattr(self, f"level_{level}"))


class JobRole(Editable):
    """A job family at a level, as people have them."""

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=LONGEST_LINE)
    job_family = models.CharField(_("job family"), max_length=200)
    level = models.CharField(_("level"), max_length=100)
    purpose = models.TextField(_("what it is there for"), blank=True, max_length=LONGEST)

    class Meta:
        ordering = ["job_family", "code"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="job_role_code"),
            models.UniqueConstraint(
                Upper("job_family"),
                Upper("level"),
                name="job_role_once",
                violation_error_message=_("There is a role of this job family and level already."),
            ),
        ]
        indexes = [pieces_index("job_role_pieces")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class RoleExpectation(Editable):
    """The level of a competency that a role expects."""

    role = models.ForeignKey(JobRole, on_delete=models.CASCADE, related_name="expectations")
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="expectations")
    level = models.PositiveSmallIntegerField(_("level"), validators=LEVEL)

    class Meta:
        ordering = ["role", "competency__area", "competency__name"]
        constraints = [
            models.UniqueConstraint(fields=["role", "competency"], name="role_expectation_once"),
            models.CheckConstraint(condition=Q(level__range=(1, HIGHEST_LEVEL)), name="role_expectation_level"),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} {self.competency_id} {self.level}"


class MoveKind(models.TextChoices):
    """Where a move leads."""

    UPWARD = "upward", _("upward")
    SIDEWAYS = "sideways", _("sideways")
    ELSEWHERE = "elsewhere", _("into another family")


class CareerMove(Editable):
    """A move that people may make from one role to another, and what it takes beside the competencies."""

    from_role = models.ForeignKey(JobRole, on_delete=models.CASCADE, related_name="moves_from")
    to_role = models.ForeignKey(JobRole, on_delete=models.CASCADE, related_name="moves_to")
    kind = models.CharField(_("kind"), max_length=10, choices=MoveKind)
    note = models.TextField(_("what it takes"), blank=True, max_length=LONGEST_NOTE)

    class Meta:
        ordering = ["from_role", "kind", "to_role"]
        constraints = [
            models.UniqueConstraint(fields=["from_role", "to_role"], name="career_move_once"),
            models.CheckConstraint(
                condition=~Q(from_role=F("to_role")),
                name="career_move_to_another",
                violation_error_message=_("A move leads to another role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_role_id} → {self.to_role_id}"
