"""1:1s: a series of two people, what differs from its rule, what is talked about, noted in private, and to be done."""

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.org.models import Person

LONGEST = 10_000
LONGEST_LINE = 1_000
SHORTEST_MINUTES, MOST_MINUTES = 5, 480


class Cadence(models.TextChoices):
    """How often two people meet. The day of the week is that of the first meeting; so is the week of the month."""

    WEEKLY = "weekly", _("every week")
    TWO_WEEKS = "two_weeks", _("every two weeks")
    MONTHLY = "monthly", _("every month")


class Agreement(models.TextChoices):
    """Whether both want to meet. Whoever leads somebody sets it up; all others propose, and the other answers."""

    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")


class OneOnOne(Editable):
    """A series of meetings of two people, from a first day on. Its days are computed from its rule, and not kept.

    `at` is a time of day in `time_zone`, the organiser's: across a change of clocks it stays the same there. `sequence`
    goes up with whatever changes in a calendar; `changed_at` says when that was.
    """

    code = models.CharField(_("code"), max_length=100)
    organiser = models.ForeignKey(
        Person, verbose_name=_("organiser"), on_delete=models.PROTECT, related_name="organised_one_on_ones"
    )
    partner = models.ForeignKey(Person, verbose_name=_("with"), on_delete=models.PROTECT, related_name="one_on_ones")
    topic = models.CharField(_("about"), max_length=200, blank=True)
    place = models.CharField(_("place or link"), max_length=500, blank=True)
    cadence = models.CharField(_("how often"), max_length=12, choices=Cadence, default=Cadence.WEEKLY)
    starts_on = models.DateField(_("first meeting"))
    at = models.TimeField(_("at"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=30,
        validators=[MinValueValidator(SHORTEST_MINUTES), MaxValueValidator(MOST_MINUTES)],
    )
    time_zone = models.CharField(_("time zone"), max_length=60)
    agreement = models.CharField(_("agreement"), max_length=10, choices=Agreement, default=Agreement.PROPOSED)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = "1:1"
        constraints = [
            models.UniqueConstraint(Upper("code"), name="one_on_one_code"),
            models.CheckConstraint(
                condition=~Q(organiser=F("partner")),
                name="one_on_one_of_two",
                violation_error_message=_("Nobody meets themself."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(SHORTEST_MINUTES, MOST_MINUTES)), name="one_on_one_minutes"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def other_than(self, person: Person) -> Person:
        """The other one of the two."""
        return self.partner if person.pk == self.organiser_id else self.organiser

    @property
    def people(self) -> tuple[Person, Person]:
        return self.organiser, self.partner

    @property
    def last_day(self) -> date | None:
        """The last day on which they may meet: that of the series, or of whoever of the two leaves first."""
        known = [day for day in (self.ends_on, self.organiser.end_date, self.partner.end_date) if day is not None]
        return min(known, default=None)


class Meeting(Editable):
    """What is known of one meeting of a series beyond its rule: notes, that it was held, moved or left out, and why.

    `day` is the day on which the rule has it, also where it is moved to another.
    """

    one_on_one = models.ForeignKey(OneOnOne, on_delete=models.CASCADE, related_name="meetings", verbose_name=_("1:1"))
    day = models.DateField(_("day"))
    moved_to = models.DateField(_("moved to"), null=True, blank=True)
    moved_at = models.TimeField(_("moved to the time"), null=True, blank=True)
    is_skipped = models.BooleanField(_("left out"), default=False)
    reason = models.CharField(_("reason"), max_length=LONGEST_LINE, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=LONGEST)
    held_at = models.DateTimeField(_("held"), null=True, blank=True)
    # When one that was held began, so that it stays so whatever becomes of the rule.
    began_at = models.DateTimeField(_("began"), null=True, blank=True)

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["one_on_one", "day"], name="meeting_once"),
            models.CheckConstraint(
                condition=Q(moved_to__isnull=True, moved_at__isnull=True)
                | Q(moved_to__isnull=False, moved_at__isnull=False),
                name="meeting_moved_whole",
            ),
            models.CheckConstraint(
                condition=Q(is_skipped=False) | Q(held_at__isnull=True),
                name="meeting_held_or_left_out",
                violation_error_message=_("A meeting that was held was not left out."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_on_one_id} {self.day}"


class AgendaItem(Editable):
    """A point that one of the two wants to talk about; `meeting` is the one in which they did. Until then it stays."""

    one_on_one = models.ForeignKey(OneOnOne, on_delete=models.CASCADE, related_name="agenda", verbose_name=_("1:1"))
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="agenda",
        verbose_name=_("talked about on"),
    )
    text = models.CharField(_("point"), max_length=LONGEST_LINE)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by"))
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class PrivateNote(Editable):
    """What one of the two notes for themself about a meeting. Nobody else reads it, in no page, file or trail."""

    one_on_one = models.ForeignKey(OneOnOne, on_delete=models.CASCADE, related_name="+", verbose_name=_("1:1"))
    day = models.DateField(_("day"))
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("whose"))
    text = models.TextField(_("note"), blank=True, max_length=LONGEST)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one_on_one", "day", "person"], name="private_note_once")]

    def __str__(self) -> str:
        return f"{self.one_on_one_id} {self.day}"


class ActionItem(Editable):
    """What somebody is to do, perhaps by a day. It comes up in every meeting until it is done."""

    one_on_one = models.ForeignKey(OneOnOne, on_delete=models.CASCADE, related_name="actions", verbose_name=_("1:1"))
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions", verbose_name=_("taken on on")
    )
    number = models.PositiveIntegerField(_("number"))
    text = models.CharField(_("what is to be done"), max_length=LONGEST_LINE)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="action_items", verbose_name=_("who"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "id"]
        constraints = [models.UniqueConstraint(fields=["one_on_one", "number"], name="action_item_number")]
        indexes = [models.Index(fields=["owner"], condition=Q(done_on=None), name="action_item_open")]

    def __str__(self) -> str:
        return self.text


class CalendarAddress(models.Model):
    """The secret in the address under which a calendar program fetches all meetings of a user. Its digest alone is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_address")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.user_id}"
