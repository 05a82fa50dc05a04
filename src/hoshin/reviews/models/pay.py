"""By which criteria the organisation decides on pay; what anybody is paid is held nowhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable

LONGEST_CRITERIA = 20_000


class PayCriteria(Editable):
    """The criteria as they were told on a day. A later text is another row, so that everybody reads what stood before."""

    text = models.TextField(_("criteria"), max_length=LONGEST_CRITERIA)
    told_at = models.DateTimeField(_("told"))

    class Meta:
        ordering = ["-told_at", "-id"]

    def __str__(self) -> str:
        return self.text[:60]
