"""Corrective actions on measures and objectives that are off track, and deviations that are accepted for a time."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.base import clock
from hoshin.base.models import Editable
from hoshin.base.periods import Frequency, Period
from hoshin.base.words import words_index
from hoshin.commentary.models import AttachedFile
from hoshin.measures.models import FINITE, FREQUENCIES, Measure
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective

LONGEST, LONGEST_LINE = 4_000, 1_000
# Five times why, each asking of the answer before; or what a fishbone asks of one by one.
WHYS = ("why_1", "why_2", "why_3", "why_4", "why_5")
BONES = ("people", "process", "equipment", "material", "environment", "measurement")
TEXTS = ("happened", "cause", *WHYS, *BONES)


class ActionState(models.TextChoices):
    """How far a corrective action is."""

    OPEN = "open", _("open")
    DONE = "done", _("done, to be checked")
    CHECKED = "checked", _("checked")
    DROPPED = "dropped", _("dropped")


class ActionOutcome(models.TextChoices):
    """What the check of a corrective action found."""

    WORKED = "worked", _("it worked")
    PARTLY = "partly", _("it worked in part")
    NO = "no", _("it did not work")


class ActionNext(models.TextChoices):
    """What follows from the check."""

    STANDARDISE = "standardise", _("make it the way we work")
    TRY_AGAIN = "try_again", _("try again")
    OTHER_CAUSE = "other_cause", _("look for another cause")


class OnOneThing(Editable):
    """What is about one measure or one objective: of one unit, or of the whole."""

    measure = models.ForeignKey(
        Measure, verbose_name=_("measure"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    objective = models.ForeignKey(
        Objective, verbose_name=_("objective"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def thing(self) -> Measure | Objective:
        thing = self.measure or self.objective
        assert thing is not None  # the database holds that one of them is set
        return thing

    @property
    def kind(self) -> str:
        return "measure" if self.measure_id else "objective"


_ON_ONE_THING = Q(measure__isnull=True, objective__isnull=False) | Q(measure__isnull=False, objective__isnull=True)


class CorrectiveAction(OnOneThing):
    """What somebody does about something off track, why, and whether it helped: plan, do, check, act.

    The period is the one in which it was off track. `check_on`: the day by which its effect is expected, and on which it is
    held against what was recorded: the change of `effect_on` (None: of the thing itself) lies between the two ends. What
    was found then, `before` and `after`, stays as it was found.
    """

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("what is done"), max_length=300)
    period_start = models.DateField(_("first day of the period"))
    frequency = models.CharField(max_length=12, choices=FREQUENCIES)
    happened = models.TextField(_("what happened"), blank=True, max_length=LONGEST)
    cause = models.TextField(_("cause"), blank=True, max_length=LONGEST)
    why_1 = models.TextField(_("why?"), blank=True, max_length=LONGEST_LINE)
    why_2 = models.TextField(_("and why is that?"), blank=True, max_length=LONGEST_LINE)
    why_3 = models.TextField(_("third why"), blank=True, max_length=LONGEST_LINE)
    why_4 = models.TextField(_("fourth why"), blank=True, max_length=LONGEST_LINE)
    why_5 = models.TextField(_("fifth why"), blank=True, max_length=LONGEST_LINE)
    people = models.TextField(_("people"), blank=True, max_length=LONGEST_LINE)
    process = models.TextField(_("process"), blank=True, max_length=LONGEST_LINE)
    equipment = models.TextField(_("equipment"), blank=True, max_length=LONGEST_LINE)
    material = models.TextField(_("material"), blank=True, max_length=LONGEST_LINE)
    environment = models.TextField(_("environment"), blank=True, max_length=LONGEST_LINE)
    measurement = models.TextField(_("measurement"), blank=True, max_length=LONGEST_LINE)
    owner = models.ForeignKey(
        Person, verbose_name=_("owner"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    starts_on = models.DateField(_("begins"))
    due_on = models.DateField(_("due"))
    cost = models.FloatField(_("cost"), null=True, blank=True)
    effect_on = models.ForeignKey(
        Measure, verbose_name=_("acts on"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    expected_low = models.FloatField(_("expected change, from"), null=True, blank=True)
    expected_high = models.FloatField(_("expected change, to"), null=True, blank=True)
    check_on = models.DateField(_("checked on"))
    state = models.CharField(_("state"), max_length=10, choices=ActionState, default=ActionState.OPEN)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    concluded_on = models.DateField(_("concluded on"), null=True, blank=True)
    before = models.FloatField(_("before"), null=True, blank=True)
    after = models.FloatField(_("after"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, blank=True, choices=ActionOutcome)
    next_step = models.CharField(_("what now"), max_length=12, blank=True, choices=ActionNext)
    conclusion = models.TextField(_("conclusion"), blank=True, max_length=LONGEST)
    opened_by = models.CharField(_("opened by"), max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["measure", "state"], name="action_by_measure"),
            models.Index(fields=["objective", "state"], name="action_by_objective"),
            models.Index(fields=["owner", "state", "due_on"], name="action_by_owner"),
            words_index("action_words_name", "name"),
            words_index("action_words_cause", "cause"),
        ]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="action_code"),
            models.CheckConstraint(condition=_ON_ONE_THING, name="action_on_one_thing"),
            models.CheckConstraint(
                condition=Q(frequency__in=[one.value for one in Frequency]), name="action_frequency_known"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")),
                name="action_due",
                violation_error_message=_("It cannot be due before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(check_on__gte=F("due_on")),
                name="action_check",
                violation_error_message=_("It cannot be checked before it is due."),
            ),
            models.CheckConstraint(
                condition=Q(expected_low=None, expected_high=None) | Q(expected_low__lte=F("expected_high")),
                name="action_expected",
                violation_error_message=_("The expected change goes from the smaller number to the larger one."),
            ),
            models.CheckConstraint(
                condition=(Q(cost=None) | Q(cost__range=(0, FINITE[1])))
                & (Q(expected_low=None) | Q(expected_low__range=FINITE, expected_high__range=FINITE)),
                name="action_numbers",
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.CHECKED, concluded_on__isnull=False) & ~Q(outcome="")
                | ~Q(state=ActionState.CHECKED) & Q(outcome="", next_step=""),
                name="action_checked_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def period(self) -> Period:
        return Period(Frequency(self.frequency), self.period_start)

    @property
    def moved(self) -> float | None:
        """By how much what it acts on had moved when it was checked."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def is_late(self) -> bool:
        return self.state == ActionState.OPEN and self.due_on < clock.today()

    @property
    def is_to_check(self) -> bool:
        """Whether its day has come: done or not, its effect is asked for."""
        return self.state in (ActionState.OPEN, ActionState.DONE) and self.check_on <= clock.today()

    @property
    def is_going_on(self) -> bool:
        return self.state in (ActionState.OPEN, ActionState.DONE)


class AcceptedDeviation(OnOneThing):
    """That a measure or an objective is off track is accepted until a day, by somebody above its owner, for a reason."""

    reason = models.TextField(_("reason"), max_length=LONGEST)
    starts_on = models.DateField(_("accepted from"))
    ends_on = models.DateField(_("accepted until"))
    accepted_by = models.CharField(_("accepted by"), max_length=200)
    is_withdrawn = models.BooleanField(_("withdrawn"), default=False)

    class Meta:
        ordering = ["-starts_on", "id"]
        indexes = [
            models.Index(fields=["objective", "ends_on"], name="deviation_by_objective"),
            models.Index(fields=["ends_on"], name="deviation_by_end"),
        ]
        constraints = [
            # What is on a measure is found through this as well.
            models.UniqueConstraint(
                fields=["measure", "objective", "unit", "starts_on"], name="deviation_once_a_day", nulls_distinct=False
            ),
            models.CheckConstraint(condition=_ON_ONE_THING, name="deviation_on_one_thing"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="deviation_ends",
                violation_error_message=_("It cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing.code} {self.starts_on}"

    @property
    def is_in_force(self) -> bool:
        return self.holds_on(clock.today())

    def holds_on(self, day: date) -> bool:
        """Whether it is accepted on a day."""
        return not self.is_withdrawn and self.starts_on <= day <= self.ends_on


class ActionFile(AttachedFile):
    """A file on a corrective action."""

    action = models.ForeignKey(CorrectiveAction, on_delete=models.CASCADE, related_name="files")
