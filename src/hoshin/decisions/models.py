"""A question with its options, the one that was chosen, what was known then, and what came of it."""

from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.base.periods import Frequency, Period
from hoshin.base.words import words_index
from hoshin.initiatives.models import Initiative
from hoshin.measures.models import FINITE, FREQUENCIES, Measure
from hoshin.org.models import Person
from hoshin.risks.models import Risk
from hoshin.signals.models import Signal
from hoshin.strategy.models import Objective

LONGEST = 4_000
# What a decision may be about, by the names of the columns that hold it.
SUBJECTS = ("objective", "measure", "initiative", "risk")
DecidedThing = Objective | Measure | Initiative | Risk


class DecisionState(models.TextChoices):
    """How far a decision is."""

    OPEN = "open", _("to be taken")
    TAKEN = "taken", _("taken")
    REVIEWED = "reviewed", _("reviewed")


class DecisionSight(models.TextChoices):
    """Who reads a decision."""

    PUBLIC = "public", _("everyone who sees what it is about")
    PRIVATE = "private", _("the decider and the strategy office")


def unset_and_close(collector: Any, field: Any, decisions: Any, using: str) -> None:
    """What a decision acts on, or was raised by, is removed: it stays, and is closed."""
    models.SET_NULL(collector, field, decisions, using)
    _close(collector, Decision.objects.filter(pk__in=[one.pk for one in decisions]))


def cascade_and_close(collector: Any, field: Any, subjects: Any, using: str) -> None:
    """What a decision is about is removed: the decision stays, and is closed."""
    models.CASCADE(collector, field, subjects, using)
    _close(collector, Decision.objects.filter(pk__in=[one.decision_id for one in subjects]))


def _close(collector: Any, decisions: QuerySet["Decision"]) -> None:
    """Who may read it can no longer be told from a thing that is gone: its decider and the office, who may open it."""
    public = decisions.filter(visibility=DecisionSight.PUBLIC)
    collector.add_field_update(Decision._meta.get_field("version"), F("version") + 1, public)
    collector.add_field_update(Decision._meta.get_field("visibility"), DecisionSight.PRIVATE.value, decisions)


class Decision(Editable):
    """A question that somebody decides, by when it is looked at again, and which effect is expected of what is chosen.

    The expected effect is the value of a measure in a period: a middle, and the range that holds it in eight of ten cases.
    """

    code = models.CharField(_("code"), max_length=100)
    question = models.CharField(_("question"), max_length=300)
    context = models.TextField(_("what it is about"), blank=True, max_length=LONGEST)
    state = models.CharField(_("state"), max_length=10, choices=DecisionState, default=DecisionState.OPEN)
    visibility = models.CharField(_("visible to"), max_length=10, choices=DecisionSight, default=DecisionSight.PUBLIC)
    decider = models.ForeignKey(
        Person, verbose_name=_("decider"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_on = models.DateField(_("taken on"), null=True, blank=True)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    reasons = models.TextField(_("why this one"), blank=True, max_length=LONGEST)
    dissent = models.TextField(_("who saw it otherwise, and why"), blank=True, max_length=LONGEST)
    is_reversible = models.BooleanField(_("can be reversed"), default=True)
    confidence = models.PositiveSmallIntegerField(_("how sure, in percent"), null=True, blank=True)
    effect_on = models.ForeignKey(
        Measure, verbose_name=_("acts on"), null=True, blank=True, on_delete=unset_and_close, related_name="+"
    )
    signal = models.ForeignKey(
        Signal, verbose_name=_("raised by"), null=True, blank=True, on_delete=unset_and_close, related_name="+"
    )
    effect_start = models.DateField(_("first day of the period"), null=True, blank=True)
    effect_frequency = models.CharField(max_length=12, choices=FREQUENCIES, blank=True)
    expected_low = models.FloatField(_("expected, from"), null=True, blank=True)
    expected = models.FloatField(_("expected"), null=True, blank=True)
    expected_high = models.FloatField(_("expected, to"), null=True, blank=True)

    class Meta:
        ordering = ["-decided_on", "-id"]
        indexes = [
            models.Index(fields=["state", "review_on"], name="decision_by_review"),
            words_index("decision_words_question", "question"),
            words_index("decision_words_reasons", "reasons"),
        ]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="decision_code"),
            models.CheckConstraint(
                condition=Q(state=DecisionState.OPEN, decided_on=None)
                | ~Q(state=DecisionState.OPEN) & Q(decided_on__isnull=False),
                name="decision_taken_whole",
            ),
            models.CheckConstraint(condition=Q(confidence=None) | Q(confidence__lte=100), name="decision_confidence"),
            models.CheckConstraint(
                condition=Q(expected_low=None, expected=None, expected_high=None)
                | Q(
                    expected_low__range=FINITE,
                    expected__gte=F("expected_low"),
                    expected_high__gte=F("expected"),
                    expected_high__range=FINITE,
                ),
                name="decision_expected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.question}"

    @property
    def chosen(self) -> "DecisionOption | None":
        """The option that was chosen."""
        return next((option for option in self.options.all() if option.is_chosen), None)

    @property
    def effect_in(self) -> Period | None:
        """The period in which the effect is expected."""
        if self.effect_start is None:
            return None
        return Period(Frequency(self.effect_frequency), self.effect_start)


class DecisionOption(models.Model):
    """One of the things that could be done; one option of each decision is to do nothing."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("option"), max_length=300)
    is_nothing = models.BooleanField(_("to do nothing"), default=False)
    is_chosen = models.BooleanField(_("chosen"), default=False)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["decision"], condition=Q(is_chosen=True), name="decision_one_is_chosen"),
            models.UniqueConstraint(fields=["decision", "name"], name="decision_option_once"),
        ]

    def __str__(self) -> str:
        return self.name


class DecisionSubject(models.Model):
    """An objective, a measure, an initiative or a risk that a decision is about."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="subjects")
    objective = models.ForeignKey(Objective, null=True, blank=True, on_delete=cascade_and_close, related_name="+")
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=cascade_and_close, related_name="+")
    initiative = models.ForeignKey(Initiative, null=True, blank=True, on_delete=cascade_and_close, related_name="+")
    risk = models.ForeignKey(Risk, null=True, blank=True, on_delete=cascade_and_close, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "objective", "measure", "initiative", "risk"],
                name="decision_subject_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(objective=None, measure__isnull=False, initiative=None, risk=None)
                | Q(objective__isnull=False, measure=None, initiative=None, risk=None)
                | Q(objective=None, measure=None, initiative__isnull=False, risk=None)
                | Q(objective=None, measure=None, initiative=None, risk__isnull=False),
                name="decision_subject_is_one",
            ),
        ]

    def __str__(self) -> str:
        return self.thing.code

    @property
    def thing(self) -> DecidedThing:
        thing = self.objective or self.measure or self.initiative or self.risk
        assert thing is not None  # the database holds that one of them is set
        return thing

    @property
    def kind(self) -> str:
        return next(kind for kind in SUBJECTS if getattr(self, f"{kind}_id"))


def kind_of(thing: DecidedThing) -> str:
    """Which of the things that a decision may be about this is."""
    return str(thing._meta.model_name)


class DecisionEvidence(models.Model):
    """What was known when a decision was taken, as canonical JSON, with the digest by which it is known. Never changed."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="evidence")
    frozen_at = models.DateTimeField(_("frozen"))
    content = models.TextField(_("content"))
    digest = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.digest[:12]


class DecisionReview(Editable):
    """What came of a decision: how it was taken and how it turned out are two questions."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="review")
    reviewed_on = models.DateField(_("looked at on"))
    reviewed_by = models.CharField(_("looked at by"), max_length=200)
    is_process_good = models.BooleanField(_("taken well"))
    is_outcome_good = models.BooleanField(_("turned out well"))
    why = models.TextField(_("why"), max_length=LONGEST)
    next_steps = models.TextField(_("what now"), blank=True, max_length=LONGEST)
    realised = models.FloatField(_("what came"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.decision.code} {self.reviewed_on}"
