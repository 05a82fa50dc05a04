"""Signals with their history, how the office set their rules, rules that people made for themselves, and how often pages
were looked at."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.base.periods import Frequency, Period
from hoshin.measures.models import FINITE, FREQUENCIES, Measure
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective, Plan

LONGEST_PLAY = 2_000
MOST_PERIODS = 12


class SignalDirection(models.TextChoices):
    ADVERSE = "adverse", _("adverse")
    FAVOURABLE = "favourable", _("favourable")
    NEUTRAL = "neutral", _("neither")


class SignalState(models.TextChoices):
    OPEN = "open", _("open")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    SNOOZED = "snoozed", _("snoozed")
    RESOLVED = "resolved", _("resolved")


class Usefulness(models.TextChoices):
    """What was said last of whether a signal was of use."""

    UNSAID = "", _("not said")
    USEFUL = "useful", _("useful")
    NOT_USEFUL = "not_useful", _("not useful")


class Reach(models.TextChoices):
    """As what a signal reaches somebody."""

    OWNER = "owner", _("you own it")
    SUPPLIER = "supplier", _("you supply its values")
    UNIT_HEAD = "unit_head", _("you head the unit")
    SUBJECT = "subject", _("it is about you")
    WATCHER = "watcher", _("a rule of one's own tells you")
    OFFICE = "office", _("you are of the strategy office")


class SignalRule(Editable):
    """What the office set of a rule of the house; a rule that nobody touched has no row, and is as its kind says.

    `cuts` holds cut points by name, as far as they are others than usual. An empty `play` is the usual one.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    is_on = models.BooleanField(_("speaks"), default=True)
    cuts = models.JSONField(_("cut points"), default=dict, blank=True)
    play = models.TextField(_("what usually helps"), blank=True, max_length=LONGEST_PLAY)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class WatchComparison(models.TextChoices):
    BELOW = "below", _("below")
    ABOVE = "above", _("above")


class WatchRule(Editable):
    """A rule of one's own: when a measure, or what a formula makes of several, lies beyond a line for so many periods in a
    row, somebody is told.

    Whoever may not see one of the measures that it reads sees neither the rule nor what it found.
    """

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=300)
    owner = models.ForeignKey(
        Person, verbose_name=_("whose rule it is"), on_delete=models.CASCADE, related_name="watch_rules"
    )
    tells = models.ForeignKey(Person, verbose_name=_("tells"), on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey(
        Measure, verbose_name=_("measure"), null=True, blank=True, on_delete=models.CASCADE, related_name="watch_rules"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    formula = models.TextField(_("formula"), blank=True, max_length=2_000)
    frequency = models.CharField(_("every"), max_length=12, choices=FREQUENCIES, default=Frequency.MONTHLY)
    comparison = models.CharField(_("is"), max_length=5, choices=WatchComparison, default=WatchComparison.BELOW)
    line = models.FloatField(_("line"))
    periods = models.PositiveSmallIntegerField(
        _("periods in a row"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PERIODS)]
    )
    is_on = models.BooleanField(_("speaks"), default=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="watch_rule_code"),
            models.CheckConstraint(
                condition=Q(measure__isnull=False, formula="") | Q(measure__isnull=True) & ~Q(formula=""),
                name="watch_rule_of_one",
                violation_error_message=_("A rule watches a measure or a formula, not both."),
            ),
            models.CheckConstraint(condition=Q(line__range=FINITE), name="watch_rule_line_finite"),
        ]

    def __str__(self) -> str:
        return self.name


class WatchedMeasure(models.Model):
    """A rule of one's own reads a measure. Derived from its measure or its formula."""

    rule = models.ForeignKey(WatchRule, on_delete=models.CASCADE, related_name="watched")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "measure"], name="watched_measure_once")]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.measure_id}"


class Signal(Editable):
    """A dated, explained statement of a rule about one subject, with the numbers that it compared.

    The subject is a measure (perhaps as a unit holds it), an objective, a person, a unit or a plan; a measure or objective
    may name the plan on whose scorecard it was seen. There is one that is not resolved for each rule, subject and direction.
    `facts`: what was compared, worded when it is shown. `count`: in how many periods it was seen. `misses`: how many
    evaluations in a row found it no more, the last on `judged_on`. `told_at`: when somebody was told.
    """

    rule = models.CharField(_("rule"), max_length=40)
    rule_version = models.CharField(_("version of the rule"), max_length=20)
    watch_rule = models.ForeignKey(WatchRule, null=True, blank=True, on_delete=models.CASCADE, related_name="signals")
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.CASCADE, related_name="signals")
    objective = models.ForeignKey(Objective, null=True, blank=True, on_delete=models.CASCADE, related_name="signals")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="signals")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="signals")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.CASCADE, related_name="signals")
    direction = models.CharField(_("direction"), max_length=10, choices=SignalDirection)
    starts_on = models.DateField(_("first day of the period"), null=True, blank=True)
    frequency = models.CharField(max_length=12, choices=FREQUENCIES, blank=True)
    severity = models.PositiveSmallIntegerField(
        _("severity"), default=1, validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    facts = models.JSONField(_("numbers compared"), default=dict, blank=True)
    p_value = models.FloatField(_("p-value"), null=True, blank=True)
    # How much of the whole the subject weighs, 0 to 1; the priority falls as the signal ages.
    weight = models.FloatField(_("weight"), default=0.0)
    priority = models.FloatField(_("priority"), default=0.0)
    state = models.CharField(_("state"), max_length=12, choices=SignalState, default=SignalState.OPEN)
    first_seen_at = models.DateTimeField(_("first seen"))
    last_seen_at = models.DateTimeField(_("last seen"))
    count = models.PositiveIntegerField(_("periods"), default=1)
    misses = models.PositiveSmallIntegerField(default=0)
    judged_on = models.DateField(null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    snoozed_until = models.DateField(_("snoozed until"), null=True, blank=True)
    # Whom it reaches (None: the office), and by what; found anew whenever it is judged.
    goes_to = models.ForeignKey(
        Person, verbose_name=_("goes to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    goes_to_as = models.CharField(max_length=12, choices=Reach, default=Reach.OFFICE)
    handed_to = models.ForeignKey(
        Person, verbose_name=_("handed to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    folded_under = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="folded")
    usefulness = models.CharField(_("of use"), max_length=10, choices=Usefulness, default=Usefulness.UNSAID, blank=True)
    is_acted_on = models.BooleanField(_("acted on"), default=False)
    told_at = models.DateTimeField(_("told"), null=True, blank=True)

    class Meta:
        ordering = ["-priority", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "watch_rule", "measure", "objective", "person", "unit", "plan", "direction"],
                condition=~Q(state="resolved"),
                nulls_distinct=False,
                name="signal_one_open",
            ),
            models.CheckConstraint(
                condition=Q(measure=None, objective=None, person=None) & (Q(unit__isnull=False) | Q(plan__isnull=False))
                | Q(measure__isnull=False, objective=None, person=None)
                | Q(measure=None, objective__isnull=False, person=None)
                | Q(measure=None, objective=None, person__isnull=False)
                | Q(watch_rule__isnull=False, measure=None, objective=None, person=None),
                name="signal_on_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(state="snoozed", snoozed_until__isnull=False) | ~Q(state="snoozed") & Q(snoozed_until=None),
                name="signal_snoozed_until",
            ),
            models.CheckConstraint(condition=Q(severity__range=(1, 3)), name="signal_severity"),
            models.CheckConstraint(condition=~Q(id=F("folded_under")), name="signal_not_under_itself"),
        ]
        indexes = [
            models.Index(fields=["rule", "-id"], name="signal_by_rule"),
            models.Index(fields=["-priority", "-id"], condition=~Q(state="resolved"), name="signal_by_priority"),
            models.Index(fields=["-last_seen_at"], name="signal_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.pk}"

    @property
    def subject(self) -> Measure | Objective | Person | Unit | Plan | WatchRule:
        """What it is about."""
        found = self.measure or self.objective or self.person or self.unit or self.plan or self.watch_rule
        assert found is not None, "a constraint of the table: a signal has a subject"
        return found

    @property
    def period(self) -> Period | None:
        return Period(Frequency(self.frequency), self.starts_on) if self.starts_on else None

    @property
    def is_standing(self) -> bool:
        """Whether it is neither resolved nor snoozed."""
        return self.state in (SignalState.OPEN, SignalState.ACKNOWLEDGED)


class SignalHappening(models.TextChoices):
    """What became of a signal, by itself or by somebody."""

    RAISED = "raised", _("raised")
    REOPENED = "reopened", _("came back")
    RESOLVED = "resolved", _("resolved by itself")
    WOKE = "woke", _("came back from its rest")
    FOLDED = "folded", _("folded under what explains it")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    SNOOZED = "snoozed", _("snoozed")
    HANDED_OVER = "handed_over", _("handed over")
    USEFUL = "useful", _("called useful")
    NOT_USEFUL = "not_useful", _("called not useful")
    ACTED_ON = "acted_on", _("an action was opened")


class SignalEvent(models.Model):
    """One thing that became of a signal: when, and who did it ("": the system)."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=15, choices=SignalHappening)
    at = models.DateTimeField()
    by = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.what}"


class ViewCount(models.Model):
    """How often the page of a measure or an objective was opened on a day: a count, with nobody in it."""

    measure = models.ForeignKey(Measure, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    objective = models.ForeignKey(Objective, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "objective", "day"], nulls_distinct=False, name="view_count_once"
            ),
            models.CheckConstraint(
                condition=Q(measure__isnull=True, objective__isnull=False)
                | Q(measure__isnull=False, objective__isnull=True),
                name="view_count_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id or self.objective_id} {self.day}: {self.count}"
