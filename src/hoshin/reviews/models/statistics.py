"""What the ratings of a cycle tell of raters and of groups: questions for people who decide, and no verdicts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.org.models import Person
from hoshin.reviews.models.cycles import ReviewCycle
from hoshin.reviews.models.results import LONGEST_REASON


class RaterFinding(Editable):
    """What is unusual in how somebody rated in a cycle, computed when writing ended; whoever rated reads it first.

    `is_named`: of forms that bear their name to others; of the others nobody but they read. `leniency` in points
    with its error, None where it can't be told from the people rated; `spread`, `halo`, `same` and `recent` as the engine
    has them, None where there is too little. `flags`: what lies beyond its bound.
    """

    cycle = models.ForeignKey(ReviewCycle, on_delete=models.CASCADE, related_name="findings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_named = models.BooleanField(_("of forms that bear their name"), default=True)
    forms = models.PositiveIntegerField(_("forms"))
    leniency = models.FloatField(_("leniency"), null=True, blank=True)
    leniency_error = models.FloatField(null=True, blank=True)
    spread = models.FloatField(null=True, blank=True)
    halo = models.FloatField(null=True, blank=True)
    same = models.FloatField(null=True, blank=True)
    recent = models.FloatField(null=True, blank=True)
    flags = models.JSONField(default=list, blank=True)
    told_at = models.DateTimeField(_("told"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        ordering = ["person__name", "person_id", "-is_named"]
        constraints = [models.UniqueConstraint(fields=["cycle", "person", "is_named"], name="rater_finding_once")]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.person_id}"


class ScreenMoment(models.TextChoices):
    """When a cycle was screened: as computed, or with what is released."""

    COMPUTED = "computed", _("as computed")
    RELEASED = "released", _("as released")


class ReviewScreen(Editable):
    """Whether scores of groups differed more than chance allows, over the whole cycle, as it was before people read them.

    `lines`: outcome, kind, group, people, share, ratio, verdict and whether it vanishes within job families and levels;
    nothing of what is hidden. `note`: what whoever released it says of a warning. `wording`: of the screen as computed, by
    which facts groups of people were large enough for managers' texts to be compared, and the differences of these.
    """

    cycle = models.ForeignKey(ReviewCycle, on_delete=models.CASCADE, related_name="screens")
    moment = models.CharField(max_length=10, choices=ScreenMoment)
    made_at = models.DateTimeField()
    lines = models.JSONField(default=list, blank=True)
    wording = models.JSONField(default=dict, blank=True)
    note = models.TextField(_("what was looked at"), blank=True, max_length=LONGEST_REASON)

    class Meta:
        ordering = ["cycle", "made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["cycle", "moment"], name="review_screen_once")]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.moment}"
