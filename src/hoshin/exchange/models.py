"""What exchange keeps between imports, and between the steps of one."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _


class SeriesMapping(models.Model):
    """A mapping of published series that was used here, with the catalogue it read last: next year needs neither.

    The text is empty for a mapping that comes with Hoshin and was used as it is.
    """

    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("title"), max_length=300, blank=True)
    text = models.TextField(_("mapping"))
    catalogue = models.TextField(_("catalogue"), blank=True)
    used_at = models.DateTimeField(_("last used"))

    class Meta:
        ordering = ["-used_at"]
        constraints = [models.UniqueConstraint(Upper("name"), name="series_mapping_name")]

    def __str__(self) -> str:
        return self.title or self.name


class ColumnReading(models.Model):
    """How a column of a sheet is to be read where its cells leave it open, as somebody answered once.

    05/09/2026 is 5 September or 9 May, 2008-09 a year or a month, 1.234 a thousand or one and a bit.
    """

    sheet = models.CharField(_("sheet"), max_length=100)
    column = models.CharField(_("column"), max_length=100)
    answer = models.CharField(_("answer"), max_length=30)
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        ordering = ["sheet", "column"]
        constraints = [models.UniqueConstraint(fields=["sheet", "column"], name="column_reading_once")]

    def __str__(self) -> str:
        return f"{self.sheet}.{self.column}: {self.answer}"


class TransferDirection(models.TextChoices):
    IMPORT = "import", _("import")
    EXPORT = "export", _("export")


class Transfer(models.Model):
    """An import or export on its way: what a person sent or asked for, how far it is, and what came of it.

    The state that ends an import is written in the transaction of the import, so the two never disagree. How far it
    is while it runs, its job says.
    """

    class State(models.TextChoices):
        CHECKING = "checking", _("being checked")
        READY = "ready", _("waiting for a yes")
        WORKING = "working", _("running")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        FAILED = "failed", _("failed")

    key = models.CharField(_("key"), max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    session = models.CharField(_("session"), max_length=64)
    direction = models.CharField(_("direction"), max_length=10, choices=TransferDirection.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    name = models.CharField(_("name"), max_length=300)
    mapping = models.CharField(_("mapping"), max_length=200, blank=True)
    # What was chosen on the page to mend the file (workbook.mending.Mend).
    mends = models.JSONField(_("mends"), default=list)
    job = models.BigIntegerField(_("job"), null=True)
    result = models.JSONField(_("result"), default=dict)
    problems = models.JSONField(_("problems"), default=list)
    began_at = models.DateTimeField(_("began"))

    class Meta:
        ordering = ["-began_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.WORKING)
