"""Strategy reviews: series of meetings on a plan, what is talked about in each, what was said, decided and is to be done."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.actions.models import CorrectiveAction
from hoshin.base.models import Editable
from hoshin.base.words import words_index
from hoshin.decisions.models import Decision
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Plan

LONGEST = 20_000
LONGEST_LINE = 1_000
SHORTEST_MINUTES, MOST_MINUTES = 5, 600


class ReviewCadence(models.TextChoices):
    """How often a plan is reviewed."""

    MONTHLY = "monthly", _("every month")
    TWO_MONTHS = "two_months", _("every two months")
    QUARTERLY = "quarterly", _("every quarter")
    HALF_YEARLY = "half_yearly", _("every half year")
    ANNUAL = "annual", _("every year")


MONTHS = {
    ReviewCadence.MONTHLY: 1,
    ReviewCadence.TWO_MONTHS: 2,
    ReviewCadence.QUARTERLY: 3,
    ReviewCadence.HALF_YEARLY: 6,
    ReviewCadence.ANNUAL: 12,
}


class TopicKind(models.TextChoices):
    """What a topic is about: what fills itself from the plan, or what somebody added."""

    MOVED = "moved", _("What moved most, and why")
    SIGNALS = "signals", _("Signals")
    ACTIONS = "actions", _("Actions that are late")
    DECISIONS = "decisions", _("Decisions to take and to look at again")
    SLIPS = "slips", _("Initiatives that slip")
    RISKS = "risks", _("Risks above appetite")
    TASKS = "tasks", _("Still open from last time")
    ADDED = "added", _("Added")


def _minutes_field(default: int) -> models.PositiveSmallIntegerField:
    span = [MinValueValidator(SHORTEST_MINUTES), MaxValueValidator(MOST_MINUTES)]
    return models.PositiveSmallIntegerField(_("minutes"), default=default, validators=span)


class StrategyReviewSeries(Editable):
    """Meetings in which a plan is reviewed, as a whole or what of it belongs to a unit: how often, led by whom."""

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=200)
    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cadence = models.CharField(_("how often"), max_length=12, choices=ReviewCadence, default=ReviewCadence.QUARTERLY)
    chair = models.ForeignKey(
        Person, verbose_name=_("chair"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    place = models.CharField(_("place or link"), max_length=500, blank=True)
    minutes = _minutes_field(90)

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "strategy review series"
        constraints = [models.UniqueConstraint(Upper("code"), name="strategy_review_series_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class StrategyReviewMember(models.Model):
    """Whom a series names: they are asked to each of its meetings, and read the minutes of all."""

    series = models.ForeignKey(StrategyReviewSeries, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("who"))

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["series", "person"], name="strategy_review_member_once")]

    def __str__(self) -> str:
        return f"{self.series_id} {self.person_id}"


class StrategyReview(Editable):
    """One meeting in which a plan is reviewed. Once it is closed its agenda is kept as it stood, and nothing changes."""

    series = models.ForeignKey(StrategyReviewSeries, on_delete=models.PROTECT, related_name="reviews")
    code = models.CharField(_("code"), max_length=100)
    starts_at = models.DateTimeField(_("begins"))
    minutes = _minutes_field(90)
    chair = models.ForeignKey(
        Person, verbose_name=_("chair"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    place = models.CharField(_("place or link"), max_length=500, blank=True)
    summary = models.TextField(_("in short"), blank=True, max_length=LONGEST)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.CharField(_("closed by"), max_length=200, blank=True)

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [words_index("strategy_review_words", "summary")]
        constraints = [models.UniqueConstraint(Upper("code"), name="strategy_review_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.starts_at:%Y-%m-%d}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class StrategyReviewParticipant(models.Model):
    """Who takes part in a meeting."""

    review = models.ForeignKey(StrategyReview, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("who"))

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["review", "person"], name="strategy_review_participant_once")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.person_id}"


class StrategyReviewTopic(Editable):
    """What a meeting talks about, filled from the plan or added by hand, and what was said about it."""

    review = models.ForeignKey(StrategyReview, on_delete=models.CASCADE, related_name="topics")
    number = models.PositiveIntegerField(_("number"))
    position = models.PositiveIntegerField(_("place"), default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=TopicKind, default=TopicKind.ADDED)
    title = models.CharField(_("topic"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)]
    )
    notes = models.TextField(_("what was said"), blank=True, max_length=LONGEST)

    class Meta:
        ordering = ["position", "id"]
        indexes = [
            words_index("strategy_topic_words_title", "title"),
            words_index("strategy_topic_words_notes", "notes"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="strategy_review_topic_number"),
            models.UniqueConstraint(
                fields=["review", "kind"], condition=~Q(kind=TopicKind.ADDED), name="strategy_review_topic_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind=TopicKind.ADDED) | ~Q(title=""),
                name="strategy_review_topic_named",
                violation_error_message=_("Say what is to be talked about."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())


class StrategyReviewTask(Editable):
    """What somebody is to do because a meeting said so. It comes up in each one that follows until it is done."""

    review = models.ForeignKey(StrategyReview, on_delete=models.CASCADE, related_name="tasks")
    number = models.PositiveIntegerField(_("number"))
    text = models.CharField(_("what is to be done"), max_length=LONGEST_LINE)
    owner = models.ForeignKey(
        Person, verbose_name=_("who"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "id"]
        indexes = [models.Index(fields=["owner"], condition=Q(done_on=None), name="strategy_review_task_open")]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="strategy_review_task_number")]

    def __str__(self) -> str:
        return self.text


class StrategyReviewOutcome(models.Model):
    """A decision or a corrective action that came of a meeting."""

    review = models.ForeignKey(StrategyReview, on_delete=models.CASCADE, related_name="outcomes")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    action = models.ForeignKey(CorrectiveAction, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "decision", "action"], name="strategy_review_outcome_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(decision=None, action__isnull=False) | Q(decision__isnull=False, action=None),
                name="strategy_review_outcome_is_one",
            ),
        ]

    def __str__(self) -> str:
        return (self.decision or self.action or self.review).code


class StrategyReviewAgenda(models.Model):
    """The agenda of a meeting as it stood when that was closed: codes and figures, each shown to who sees what it is of."""

    review = models.OneToOneField(StrategyReview, on_delete=models.CASCADE, related_name="agenda")
    content = models.JSONField(_("content"))

    def __str__(self) -> str:
        return str(self.review_id)
