"""What people may learn from: a catalogue with sessions, requests, and records of what was learnt, which may expire."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.base import clock
from hoshin.base.models import Editable
from hoshin.base.words import pieces_index
from hoshin.growth.models.framework import LEVEL, LONGEST, LONGEST_LINE, LONGEST_NOTE, Competency
from hoshin.growth.models.standing import FROM_NONE, MOST_COST
from hoshin.measures.models import Measure
from hoshin.org.models import Person, Unit
from hoshin.strategy.models import Objective

MOST_HOURS, MOST_SEATS, MOST_MONTHS = 2_000.0, 10_000, 120


class LearningKind(models.TextChoices):
    """How one learns with it."""

    COURSE = "course", _("course")
    ONLINE = "online", _("online, at one's own pace")
    COACHING = "coaching", _("coaching or shadowing")
    READING = "reading", _("reading")
    WORK = "work", _("a task at work")


class LearningItem(Editable):
    """An entry of the catalogue. `requires`: what is learnt first. `valid_months`: after which what was learnt expires.

    Mandatory for all, or for whoever works in a unit and below it (`mandatory_in`). `measure`: gets the share of those whose
    record is valid, in percent.
    """

    code = models.CharField(_("code"), max_length=100)
    name = models.CharField(_("name"), max_length=LONGEST_LINE)
    kind = models.CharField(_("kind"), max_length=8, choices=LearningKind, default=LearningKind.COURSE)
    provider = models.CharField(_("by whom"), max_length=LONGEST_LINE, blank=True)
    description = models.TextField(_("what one learns"), blank=True, max_length=LONGEST)
    hours = models.FloatField(_("hours"), null=True, blank=True)
    cost = models.FloatField(_("cost"), null=True, blank=True)
    requires = models.ForeignKey(
        "self", verbose_name=_("learnt first"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_months = models.PositiveSmallIntegerField(
        _("valid for so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS)],
    )
    is_mandatory = models.BooleanField(_("mandatory"), default=False)
    mandatory_in = models.ForeignKey(
        Unit, verbose_name=_("mandatory in"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_offered = models.BooleanField(_("offered"), default=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="learning_item_code"),
            models.CheckConstraint(
                condition=~Q(id=F("requires")),
                name="learning_item_requires_another",
                violation_error_message=_("Nothing is learnt before itself."),
            ),
            models.CheckConstraint(
                condition=(Q(hours=None) | Q(hours__gte=0, hours__lte=MOST_HOURS))
                & (Q(cost=None) | Q(cost__gte=0, cost__lte=MOST_COST)),
                name="learning_item_amounts",
            ),
        ]
        indexes = [pieces_index("learning_item_pieces")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class LearningSkill(Editable):
    """To which level of a competency an entry helps."""

    item = models.ForeignKey(LearningItem, on_delete=models.CASCADE, related_name="skills")
    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="learning")
    to_level = models.PositiveSmallIntegerField(_("to level"), validators=LEVEL)

    class Meta:
        ordering = ["item", "competency__name"]
        constraints = [models.UniqueConstraint(fields=["item", "competency"], name="learning_skill_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.competency_id} {self.to_level}"


class LearningSession(Editable):
    """When and where an entry is held, for how many, and by whom: who reads who comes, and keeps who was there."""

    item = models.ForeignKey(LearningItem, on_delete=models.CASCADE, related_name="sessions")
    starts_on = models.DateField(_("begins"))
    place = models.CharField(_("where"), max_length=LONGEST_LINE, blank=True)
    seats = models.PositiveIntegerField(_("seats"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)])
    host = models.ForeignKey(
        Person,
        verbose_name=_("held by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sessions_held",
    )

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "starts_on", "place"],
                name="learning_session_once",
                violation_error_message=_("There is a session there on this day already."),
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="learning_session_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.starts_on}"


class RequestState(models.TextChoices):
    """What became of a request."""

    ASKED = "asked", _("waits for the manager")
    APPROVED = "approved", _("approved")
    WAITING = "waiting", _("approved, waits for a seat")
    LEARNT = "learnt", _("learnt")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN_REQUESTS = (RequestState.ASKED, RequestState.APPROVED, RequestState.WAITING)
SEATED = (RequestState.APPROVED, RequestState.LEARNT)


class LearningRequest(Editable):
    """Somebody asks to learn something, perhaps in a session, and a manager above decides with a word.

    Approved in a full session it waits, and gets the first seat that is given back. It is over once it is learnt.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="learning_requests")
    item = models.ForeignKey(LearningItem, on_delete=models.PROTECT, related_name="requests")
    session = models.ForeignKey(
        LearningSession, null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    objective = models.ForeignKey(Objective, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(_("why"), blank=True, max_length=LONGEST_NOTE)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.ASKED)
    asked_on = models.DateField(_("asked on"))
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    word = models.TextField(_("a word with it"), blank=True, max_length=LONGEST_NOTE)

    class Meta:
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"],
                condition=Q(state__in=("asked", "approved", "waiting")),
                name="learning_request_one_open",
                violation_error_message=_("This is asked for already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.item_id} {self.state}"


class LearningRecord(Editable):
    """Somebody learnt something until a day; it may expire. `level_before`: of the competency that the entry is for."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="learning_records")
    item = models.ForeignKey(LearningItem, on_delete=models.PROTECT, related_name="records")
    done_on = models.DateField(_("done on"))
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    level_before = models.PositiveSmallIntegerField(null=True, blank=True, validators=FROM_NONE)

    class Meta:
        ordering = ["person", "-done_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "item", "done_on"], name="learning_record_once"),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=F("done_on")),
                name="learning_record_expires_later",
            ),
        ]
        indexes = [models.Index(fields=["item", "expires_on"], name="learning_record_valid")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.item_id} {self.done_on}"

    @property
    def is_expired(self) -> bool:
        return self.expires_on is not None and self.expires_on < clock.today()
