"""Risks and opportunities in categories, what is at stake, controls, indicators with limits, and dated assessments."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.base.ordering import orders
from hoshin.base.words import pieces_index
from hoshin.initiatives.models import MOST_MONEY, Initiative
from hoshin.measures.models import FINITE, Measure
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective

LONGEST, LONGEST_LINE = 4_000, 300
STEPS = (1, 5)
HIGHEST = 25
MOST_A_YEAR = 366.0
MOST_POINTS = 12
STEP = [MinValueValidator(STEPS[0]), MaxValueValidator(STEPS[1])]
IMPACTS = ("impact_1", "impact_2", "impact_3", "impact_4", "impact_5")


class RiskKind(models.TextChoices):
    """Whether its consequence is unwelcome or welcome."""

    THREAT = "threat", _("risk")
    OPPORTUNITY = "opportunity", _("opportunity")


class RiskSight(models.TextChoices):
    """Who reads a risk."""

    PUBLIC = "public", _("everyone who sees what is at stake")
    PRIVATE = "private", _("its owner, heads of its unit and the strategy office")


class ControlKind(models.TextChoices):
    """At which point a control acts."""

    PREVENTS = "prevents", _("makes it less likely")
    DETECTS = "detects", _("notices it early")
    LIMITS = "limits", _("makes it less grave")


class ControlWorks(models.TextChoices):
    """What is known of a control."""

    YES = "yes", _("works")
    PARTLY = "partly", _("works in part")
    NO = "no", _("does not work")
    UNTESTED = "untested", _("never tested")


class LimitSide(models.TextChoices):
    """On which side of its limits an indicator speaks."""

    ABOVE = "above", _("above")
    BELOW = "below", _("below")


class FigureStanding(models.TextChoices):
    """Where the latest value of an indicator lies."""

    UNKNOWN = "unknown", _("no value")
    WITHIN = "within", _("within its limits")
    NEAR = "near", _("past its warning")
    BEYOND = "beyond", _("beyond its limit")


class RiskCategory(Editable):
    """A kind of risk, and how much of it is wanted.

    `appetite`: the highest level of a risk that is taken without more being done. `tolerated`: points of an amount in the
    organisation's currency and how likely a year may cost more, as [amount, probability] in rising order. What each step
    of impact means here, where it is not what it means everywhere.
    """

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=LONGEST_LINE)
    statement = models.TextField(_("how much is wanted, and why"), blank=True, max_length=LONGEST)
    appetite = models.PositiveSmallIntegerField(
        _("appetite"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(HIGHEST)]
    )
    tolerated = models.JSONField(_("tolerated"), default=list, blank=True)
    impact_1 = models.CharField(_("impact 1"), max_length=LONGEST_LINE, blank=True)
    impact_2 = models.CharField(_("impact 2"), max_length=LONGEST_LINE, blank=True)
    impact_3 = models.CharField(_("impact 3"), max_length=LONGEST_LINE, blank=True)
    impact_4 = models.CharField(_("impact 4"), max_length=LONGEST_LINE, blank=True)
    impact_5 = models.CharField(_("impact 5"), max_length=LONGEST_LINE, blank=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "risk categories"
        constraints = [
            models.UniqueConstraint(Upper("code"), name="risk_category_code"),
            models.CheckConstraint(
                condition=Q(appetite=None) | Q(appetite__range=(1, HIGHEST)), name="risk_category_appetite"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Risk(Editable):
    """Something that may come, from a cause and with a consequence for objectives.

    How it stands follows from its latest assessment and its indicators and is written by services alone: the steps before
    controls, those after them with what the figures add (`is_raised`), their levels, whether that is above the appetite of
    its category, and the day by which it is looked at again.
    """

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=LONGEST_LINE)
    kind = models.CharField(_("kind"), max_length=12, choices=RiskKind, default=RiskKind.THREAT)
    category = models.ForeignKey(
        RiskCategory, verbose_name=_("category"), null=True, blank=True, on_delete=models.PROTECT, related_name="risks"
    )
    cause = models.TextField(_("cause"), blank=True, max_length=LONGEST)
    event = models.TextField(_("event"), blank=True, max_length=LONGEST)
    consequence = models.TextField(_("consequence"), blank=True, max_length=LONGEST)
    owner = models.ForeignKey(
        Person, verbose_name=_("owner"), null=True, blank=True, on_delete=models.SET_NULL, related_name="risks"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="risks"
    )
    visibility = models.CharField(_("visible to"), max_length=10, choices=RiskSight, default=RiskSight.PUBLIC)
    review_months = models.PositiveSmallIntegerField(
        _("looked at every so many months"), default=3, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_because = models.TextField(_("why it is closed"), blank=True, max_length=LONGEST)
    review_on = models.DateField(_("looked at again by"), null=True, blank=True)
    likelihood_before = models.PositiveSmallIntegerField(null=True, blank=True)
    impact_before = models.PositiveSmallIntegerField(null=True, blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    impact = models.PositiveSmallIntegerField(null=True, blank=True)
    level_before = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    is_raised = models.BooleanField(default=False)
    is_above = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="risk_code"),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_because="") | Q(closed_on__isnull=False) & ~Q(closed_because=""),
                name="risk_closed_whole",
                violation_error_message=_("What is closed says when and why."),
            ),
            models.CheckConstraint(condition=Q(review_months__range=(1, 24)), name="risk_review_months"),
        ]
        indexes = [
            pieces_index("risk_pieces"),
            *orders("risk"),
            models.Index(F("level").desc(nulls_last=True), "id", name="risk_by_level"),
            models.Index(fields=["review_on", "id"], condition=Q(closed_on=None), name="risk_by_review"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class RiskObjective(Editable):
    """An objective is at stake."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="stakes")
    objective = models.ForeignKey(
        Objective, verbose_name=_("objective"), on_delete=models.CASCADE, related_name="risk_stakes"
    )

    class Meta:
        ordering = ["risk", "id"]
        constraints = [models.UniqueConstraint(fields=["risk", "objective"], name="risk_objective_once")]

    def __str__(self) -> str:
        return f"{self.risk_id} → {self.objective_id}"


class RiskMitigation(Editable):
    """An initiative makes a risk less likely or less grave."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="mitigations")
    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.CASCADE, related_name="mitigates"
    )

    class Meta:
        ordering = ["risk", "id"]
        constraints = [models.UniqueConstraint(fields=["risk", "initiative"], name="risk_mitigation_once")]

    def __str__(self) -> str:
        return f"{self.risk_id} ← {self.initiative_id}"


class RiskControl(Editable):
    """What is done already so that a risk comes less often, is noticed earlier or hurts less."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="controls")
    name = models.CharField(_("control"), max_length=LONGEST_LINE)
    kind = models.CharField(_("what it does"), max_length=10, choices=ControlKind, default=ControlKind.PREVENTS)
    works = models.CharField(_("how well"), max_length=10, choices=ControlWorks, default=ControlWorks.UNTESTED)

    class Meta:
        ordering = ["risk", "id"]
        constraints = [models.UniqueConstraint(F("risk"), Upper("name"), name="risk_control_once")]

    def __str__(self) -> str:
        return self.name


class RiskIndicator(Editable):
    """A measure whose values tell of a risk: past `warning` it is named, beyond `limit` it makes the risk a step likelier.

    `standing` is where its latest value lay when it was last looked at, `since` the first day of the period in which it came
    there.
    """

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="indicators")
    measure = models.ForeignKey(
        Measure, verbose_name=_("measure"), on_delete=models.CASCADE, related_name="risk_indicators"
    )
    side = models.CharField(_("speaks"), max_length=5, choices=LimitSide, default=LimitSide.ABOVE)
    warning = models.FloatField(_("warning"), null=True, blank=True)
    limit = models.FloatField(_("limit"))
    standing = models.CharField(max_length=8, choices=FigureStanding, default=FigureStanding.UNKNOWN)
    since = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["risk", "id"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "measure"], name="risk_indicator_once"),
            models.CheckConstraint(
                condition=Q(limit__range=FINITE)
                & (
                    Q(warning=None)
                    | Q(side=LimitSide.ABOVE, warning__gte=FINITE[0], warning__lte=F("limit"))
                    | Q(side=LimitSide.BELOW, warning__lte=FINITE[1], warning__gte=F("limit"))
                ),
                name="risk_indicator_limits",
                violation_error_message=_("The warning comes before the limit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk_id} {self.measure_id}"


class RiskAssessment(Editable):
    """How likely and how grave a risk is, before and after its controls, as somebody judged it on a day, and why.

    In money: how often a year it is expected (`frequency`), and the range that holds what one occurrence costs, or brings,
    in nine of ten cases; in the organisation's currency, after controls.
    """

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="assessments")
    assessed_on = models.DateField(_("assessed on"))
    assessed_by = models.CharField(_("assessed by"), max_length=200)
    reason = models.TextField(_("why"), max_length=LONGEST)
    likelihood_before = models.PositiveSmallIntegerField(_("likelihood before controls"), validators=STEP)
    impact_before = models.PositiveSmallIntegerField(_("impact before controls"), validators=STEP)
    likelihood = models.PositiveSmallIntegerField(_("likelihood after controls"), validators=STEP)
    impact = models.PositiveSmallIntegerField(_("impact after controls"), validators=STEP)
    frequency = models.FloatField(_("times a year"), null=True, blank=True)
    loss_low = models.FloatField(_("from"), null=True, blank=True)
    loss_high = models.FloatField(_("to"), null=True, blank=True)

    class Meta:
        ordering = ["risk", "-assessed_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "assessed_on"], name="risk_assessment_once_a_day"),
            models.CheckConstraint(
                condition=Q(
                    likelihood_before__range=STEPS,
                    impact_before__range=STEPS,
                    likelihood__range=STEPS,
                    impact__range=STEPS,
                ),
                name="risk_assessment_steps",
                violation_error_message=_("A step of a scale is a whole number from 1 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(frequency=None, loss_low=None, loss_high=None)
                | Q(
                    frequency__range=(0.0, MOST_A_YEAR),
                    loss_low__gt=0.0,
                    loss_high__gte=F("loss_low"),
                    loss_high__lte=MOST_MONEY,
                ),
                name="risk_assessment_money",
                violation_error_message=_("In money a risk has a frequency and a range, from the smaller amount on."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk_id} {self.assessed_on}"

    @property
    def is_in_money(self) -> bool:
        return self.loss_low is not None
