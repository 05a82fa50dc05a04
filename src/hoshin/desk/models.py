"""Views and favourites belong to a user. They open nothing: what they lead to has its own rule of sight."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable

LONGEST_QUERY = 2_000


class SavedView(Editable):
    """A page with its filters, order, period and unit under a name, for its user or shared with everybody."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=100)
    page = models.CharField(_("page"), max_length=40)
    query = models.CharField(_("filters"), max_length=LONGEST_QUERY, blank=True)
    is_shared = models.BooleanField(_("for everybody"), default=False)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                "user",
                Lower("name"),
                name="saved_view_name",
                violation_error_message=_("You have a view of this name already."),
            )
        ]
        indexes = [models.Index(fields=["name"], condition=Q(is_shared=True), name="saved_view_shared")]

    def __str__(self) -> str:
        return self.name


class Favourite(models.Model):
    """A thing that a user has starred, by kind and number; perhaps what they begin with."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favourites")
    kind = models.CharField(max_length=40)
    number = models.BigIntegerField()
    is_first = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "number"], name="favourite_once"),
            models.UniqueConstraint(fields=["user"], condition=Q(is_first=True), name="favourite_first"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
