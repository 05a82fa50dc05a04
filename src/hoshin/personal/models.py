"""What was done with the data of a person as a whole: put together for them, and erased; and how long data are kept."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoshin.base import clock
from hoshin.base.models import Editable
from hoshin.org.models import Person

FILE_KEPT_FOR = timedelta(days=7)
MOST_DAYS = 20_000
SOME_DAYS = [MinValueValidator(1), MaxValueValidator(MOST_DAYS)]


class OfSubject(models.Model):
    """Of a person, of a user who is none, or both; asked for by somebody."""

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_by = models.CharField(_("asked by"), max_length=200)
    asked_at = models.DateTimeField(_("asked"))
    done_at = models.DateTimeField(_("done"), null=True)
    job = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class DataExport(OfSubject):
    """The data of a person as one file, which lies under its key until it is forgotten; the person alone fetches it."""

    key = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_there(self) -> bool:
        """Whether the file can be fetched still."""
        return self.done_at is not None and clock.now() < self.done_at + FILE_KEPT_FOR


class Erasure(OfSubject):
    """Somebody was erased: they are called by its number since. `counts`: rows by what became of them."""

    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(done_at__isnull=False), name="erasure_of_person_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RetentionRules(Editable):
    """For how many days data of people are kept at most; empty: as long as ever. Where nobody chose, there is no row.

    `leavers`: after their last day; then they are erased. `notices`, `letters`: after they were told or sent. `sign_ins`:
    when somebody signed in last.
    """

    leavers = models.PositiveIntegerField(_("leavers"), null=True, blank=True, validators=SOME_DAYS)
    notices = models.PositiveIntegerField(_("notices"), null=True, blank=True, validators=SOME_DAYS)
    letters = models.PositiveIntegerField(_("mails"), null=True, blank=True, validators=SOME_DAYS)
    sign_ins = models.PositiveIntegerField(_("last sign-ins"), null=True, blank=True, validators=SOME_DAYS)
    only = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="retention_rules_only_one")]

    def __str__(self) -> str:
        return str(self.version)
