"""Where people stand: how well they have competencies as they and their managers see it, evidence, plans, what goals need.

All of it but the last is private: see `growth.policies`.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.feedback.models import Recognition
from hoshin.growth.models.framework import HIGHEST_LEVEL, LEVEL, LONGEST, LONGEST_NOTE, Competency, JobRole
from hoshin.org.models import Person
from hoshin.strategy.models import Objective

MOST_COST = 1e9
FROM_NONE = [MinValueValidator(0), MaxValueValidator(HIGHEST_LEVEL)]


class AssessedBy(models.TextChoices):
    """Who says how well somebody has a competency."""

    SELF = "self", _("oneself")
    MANAGER = "manager", _("a manager above")


class SkillAssessment(Editable):
    """How well somebody has a competency as it was seen on a day: 0 not yet, then the levels of 1 to 5, and why.

    The latest of each side counts; those before it stay.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skill_assessments")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="assessments")
    source = models.CharField(_("seen by"), max_length=8, choices=AssessedBy)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"), validators=FROM_NONE)
    reason = models.TextField(_("why"), blank=True, max_length=LONGEST_NOTE)
    assessed_on = models.DateField(_("seen on"))

    class Meta:
        ordering = ["person", "-assessed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "competency", "source", "assessed_on"], name="skill_assessment_once_a_day"
            ),
            models.CheckConstraint(condition=Q(level__range=(0, HIGHEST_LEVEL)), name="skill_assessment_level"),
        ]
        indexes = [models.Index(fields=["competency", "level"], name="skill_assessment_by_level")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.competency_id} {self.source}"


class CompetencyEvidence(Editable):
    """Something that shows a competency of somebody: what was seen on a day, perhaps in a recognition or with a goal."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="competency_evidence")
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="evidence")
    text = models.TextField(_("what was seen"), max_length=LONGEST_NOTE)
    seen_on = models.DateField(_("seen on"))
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    recognition = models.ForeignKey(Recognition, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    objective = models.ForeignKey(
        Objective, verbose_name=_("objective"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["person", "-seen_on", "-id"]
        verbose_name_plural = "competency evidence"

    def __str__(self) -> str:
        return f"{self.person_id} {self.competency_id} {self.seen_on}"


class DevelopmentPlan(Editable):
    """Where somebody wants to go, and what for."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="development_plan")
    wanted_role = models.ForeignKey(
        JobRole, verbose_name=_("role"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    aim = models.TextField(_("what it is for"), blank=True, max_length=LONGEST)

    class Meta:
        ordering = ["person"]

    def __str__(self) -> str:
        return f"{self.person_id}"


class DevelopmentAction(Editable):
    """A step of a plan: what somebody does until a day, for which competency or goal, who helps, and what came of it.

    `from_level`, `to_level`: the gap that it is to close, as it stood when it was written.
    """

    plan = models.ForeignKey(DevelopmentPlan, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(_("what"), max_length=500)
    competency = models.ForeignKey(
        Competency, verbose_name=_("competency"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    objective = models.ForeignKey(
        Objective, verbose_name=_("objective"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    from_level = models.PositiveSmallIntegerField(null=True, blank=True, validators=FROM_NONE)
    to_level = models.PositiveSmallIntegerField(null=True, blank=True, validators=LEVEL)
    mentor = models.ForeignKey(
        Person, verbose_name=_("mentor"), null=True, blank=True, on_delete=models.SET_NULL, related_name="mentored"
    )
    cost = models.FloatField(_("cost"), null=True, blank=True)
    due_on = models.DateField(_("until"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True, max_length=LONGEST_NOTE)

    class Meta:
        ordering = ["plan", "due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0, cost__lte=MOST_COST), name="development_action_cost"
            ),
            models.CheckConstraint(
                condition=Q(from_level=None) | Q(to_level=None) | Q(to_level__gt=F("from_level")),
                name="development_action_levels",
                violation_error_message=_("It leads to a higher level."),
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="development_action_due", condition=Q(done_on=None))]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.due_on}"


class GoalSkill(Editable):
    """An objective needs somebody with a competency at a level."""

    objective = models.ForeignKey(
        Objective, verbose_name=_("objective"), on_delete=models.CASCADE, related_name="skills_needed"
    )
    competency = models.ForeignKey(
        Competency, verbose_name=_("competency"), on_delete=models.CASCADE, related_name="goals"
    )
    level = models.PositiveSmallIntegerField(_("level"), validators=LEVEL)

    class Meta:
        ordering = ["objective", "competency"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "competency"], name="goal_skill_once"),
            models.CheckConstraint(condition=Q(level__range=(1, HIGHEST_LEVEL)), name="goal_skill_level"),
        ]

    def __str__(self) -> str:
        return f"{self.objective_id} {self.competency_id} {self.level}"
