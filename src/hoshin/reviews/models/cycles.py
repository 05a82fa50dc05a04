"""Templates and cycles: of which time, of whom, with which questions, and who sees what."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.feedback.models import new_code
from hoshin.org.models import Unit
from hoshin.org.people_rules import PeopleRule, rule_of

USUAL_APPEAL_DAYS, USUAL_LEAST_DAYS = 14, 30


class CycleState(models.TextChoices):
    """How far a cycle is. Forms are handed out by the worker; once they are closed, results are there to be calibrated."""

    DRAFT = "draft", _("being prepared")
    LAUNCHING = "launching", _("forms are being handed out")
    WRITING = "writing", _("forms are being written")
    CALIBRATING = "calibrating", _("results are looked at together")
    RELEASED = "released", _("released")


class ReviewTemplate(Editable):
    """Questions that the organisation asks in reviews; a cycle takes a copy of them with it."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    questions = models.JSONField(default=list)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ReviewCycle(Editable):
    """A round of reviews: of which time, of whom, with which questions, until when, and who sees what.

    Population and promise stand from its launch on: the database refuses to change them. `names_peers`: whether the person
    reviewed reads who of their peers and reports wrote what; where not, nobody ever does. `whom`: a rule of
    `people_rules` as it is kept, nothing for all of the unit. `excluded`: people by their numbers. `least_days`: what is
    rated by whoever is known to have worked with the person for fewer counts for nothing.
    `formula`: how the scores of the sources make one score; without it they are weighed as usual. `agreement`: how
    far raters of the whole cycle see the same, once writing ended: `icc`, `alpha`, `reciprocity` with `reciprocity_p`, and
    of how many `ratings`, `raters` and `people`.
    """

    code = models.CharField(_("code"), max_length=100, unique=True, default=new_code, editable=False)
    name = models.CharField(_("name"), max_length=200)
    starts_on = models.DateField(_("the time from"))
    ends_on = models.DateField(_("the time until"))
    nominate_until = models.DateField(_("peers are named until"), null=True, blank=True)
    write_until = models.DateField(_("forms are written until"))
    release_on = models.DateField(_("results are released on"))
    appeal_days = models.PositiveSmallIntegerField(_("days in which an appeal is answered"), default=USUAL_APPEAL_DAYS)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    whom = models.JSONField(_("whom of them"), default=dict, blank=True)
    excluded = ArrayField(models.BigIntegerField(), default=list, blank=True)
    questions = models.JSONField(default=list)
    has_manager = models.BooleanField(_("managers write"), default=True)
    has_self = models.BooleanField(_("people write about themselves"), default=True)
    has_others = models.BooleanField(_("whoever leads by a dotted line or in a project writes"), default=False)
    has_peers = models.BooleanField(_("peers write"), default=False)
    has_reports = models.BooleanField(_("reports write about whoever leads them"), default=False)
    has_outside = models.BooleanField(_("people outside write by a link"), default=False)
    names_peers = models.BooleanField(_("peers and reports are named to the person"), default=False)
    formula = models.CharField(_("formula of the score"), max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=CycleState, default=CycleState.DRAFT, editable=False)
    least_days = models.PositiveSmallIntegerField(
        _("days that whoever rates has worked with the person"), default=USUAL_LEAST_DAYS
    )
    agreement = models.JSONField(default=dict, blank=True, editable=False)
    launched_at = models.DateTimeField(_("launched"), null=True, blank=True, editable=False)
    released_at = models.DateTimeField(_("released"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-write_until", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="review_cycle_time",
                violation_error_message=_("The time that is looked at ends after it began."),
            ),
            models.CheckConstraint(
                condition=Q(release_on__gt=F("write_until")),
                name="review_cycle_release",
                violation_error_message=_("Results are released after forms are written."),
            ),
            models.CheckConstraint(
                condition=Q(nominate_until=None) | Q(nominate_until__lt=F("write_until")),
                name="review_cycle_nominate",
                violation_error_message=_("Peers are named before forms are written."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rule(self) -> PeopleRule:
        """Whom of the unit it is about."""
        return rule_of(self.whom)

    @property
    def is_released(self) -> bool:
        return self.state == CycleState.RELEASED
