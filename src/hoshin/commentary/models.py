"""Commentary on a measure or an objective in a period."""

from django.db import models
from django.db.models import Q, Transform
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.base.periods import Frequency, Period
from hoshin.base.words import words_index
from hoshin.measures.models import FREQUENCIES, Measure
from hoshin.org.models import Unit
from hoshin.strategy.models import Objective

TEXTS = ("happened", "why", "next_steps")
LONGEST = 4_000
MOST_BYTES = 10_000_000


class Octets(Transform):
    """How many bytes there are."""

    lookup_name = "octets"
    function = "octet_length"
    output_field = models.IntegerField()


models.BinaryField.register_lookup(Octets)


class Commentary(Editable):
    """What happened to a measure or an objective in a period, why, and what comes next; for one unit or for the whole.

    Emptied texts say that it was taken back. The trail keeps what each version said.
    """

    measure = models.ForeignKey(
        Measure, verbose_name=_("measure"), null=True, blank=True, on_delete=models.CASCADE, related_name="commentaries"
    )
    objective = models.ForeignKey(
        Objective,
        verbose_name=_("objective"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="commentaries",
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField(_("first day of the period"))
    frequency = models.CharField(max_length=12, choices=FREQUENCIES)
    happened = models.TextField(_("what happened"), blank=True, max_length=LONGEST)
    why = models.TextField(_("why"), blank=True, max_length=LONGEST)
    next_steps = models.TextField(_("what next"), blank=True, max_length=LONGEST)
    # Who wrote what stands there now; kept beside the trail so that an export can carry it.
    written_by = models.CharField(_("written by"), max_length=200, blank=True)
    written_at = models.DateTimeField(_("written"))

    class Meta:
        ordering = ["-starts_on", "id"]
        indexes = [
            models.Index(fields=["objective", "starts_on"], name="commentary_by_objective"),
            *(words_index(f"commentary_words_{name}", name) for name in TEXTS),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "objective", "unit", "starts_on", "frequency"],
                name="commentary_once",
                nulls_distinct=False,
                violation_error_message=_("There is a commentary on this for this period already."),
            ),
            models.CheckConstraint(
                condition=Q(measure__isnull=True, objective__isnull=False)
                | Q(measure__isnull=False, objective__isnull=True),
                name="commentary_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=[one.value for one in Frequency]), name="commentary_frequency_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing.code} {self.period}"

    @property
    def thing(self) -> Measure | Objective:
        thing = self.measure or self.objective
        assert thing is not None  # the database holds that one of them is set
        return thing

    @property
    def period(self) -> Period:
        return Period(Frequency(self.frequency), self.starts_on)

    @property
    def first_words(self) -> str:
        """What is said first, for where there is room for a line."""
        return self.happened or self.why or self.next_steps

    @property
    def is_empty(self) -> bool:
        return not (self.happened or self.why or self.next_steps)


class StoredFile(models.Model):
    """The content of a file, kept once whoever attaches it; beside the attachments, so that the trail copies none."""

    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(content__octets__lte=MOST_BYTES) & Q(content__octets__gt=0), name="stored_file_size"
            )
        ]

    def __str__(self) -> str:
        return self.digest


class AttachedFile(Editable):
    """A file on something, as the app that holds it keeps it: beside its content what it is called and who added it."""

    title = models.CharField(_("title"), max_length=300)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    size = models.PositiveIntegerField(_("size"))
    added_by = models.CharField(_("added by"), max_length=200, blank=True)
    is_removed = models.BooleanField(_("removed"), default=False)

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title

    @property
    def content(self) -> bytes:
        return bytes(self.file.content)


class Attachment(Editable):
    """A link or a file on a measure or an objective, or on the value or commentary of a period; of a unit or the whole."""

    measure = models.ForeignKey(
        Measure, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("measure")
    )
    objective = models.ForeignKey(
        Objective,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="attachments",
        verbose_name=_("objective"),
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField(_("first day of the period"), null=True, blank=True)
    frequency = models.CharField(max_length=12, choices=FREQUENCIES, blank=True)
    title = models.CharField(_("title"), max_length=300)
    address = models.CharField(_("address"), max_length=2000, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    size = models.PositiveIntegerField(_("size"), default=0)
    added_by = models.CharField(_("added by"), max_length=200, blank=True)
    is_removed = models.BooleanField(_("removed"), default=False)

    class Meta:
        ordering = ["-starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__isnull=True, objective__isnull=False)
                | Q(measure__isnull=False, objective__isnull=True),
                name="attachment_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, frequency="") | Q(starts_on__isnull=False) & ~Q(frequency=""),
                name="attachment_period_whole",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True, address__regex="^https?://") | Q(file__isnull=False, address=""),
                name="attachment_link_or_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def thing(self) -> Measure | Objective:
        thing = self.measure or self.objective
        assert thing is not None  # the database holds that one of them is set
        return thing

    @property
    def period(self) -> Period | None:
        return Period(Frequency(self.frequency), self.starts_on) if self.starts_on else None
