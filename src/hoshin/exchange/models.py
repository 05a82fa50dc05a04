"""What exchange keeps between imports."""

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
