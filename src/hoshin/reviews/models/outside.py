"""People outside the organisation who are to write about somebody by a link from a mail, and what they wrote."""

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable
from hoshin.org.models import Person
from hoshin.reviews.models.cycles import ReviewCycle
from hoshin.reviews.models.forms import FormState


def new_grain() -> str:
    """What keeps the link of a form from being the link of another."""
    return get_random_string(32)


class OutsideForm(Editable):
    """Somebody outside is to write about a person, who named them; once a manager above agreed they get a link by mail.

    `grain`: with the secret key of the installation it makes the link, which is kept nowhere.
    """

    cycle = models.ForeignKey(ReviewCycle, on_delete=models.CASCADE, related_name="outside_forms")
    about = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="outside_reviews")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    state = models.CharField(_("state"), max_length=10, choices=FormState, default=FormState.PROPOSED)
    grain = models.CharField(max_length=32, default=new_grain, editable=False)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    done_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    class Meta:
        ordering = ["about__name", "about_id", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "about", "email"],
                name="outside_form_once",
                violation_error_message=_("This address is named already."),
            )
        ]
        indexes = [models.Index(fields=["cycle"], name="outside_form_open", condition=Q(state="proposed"))]

    def __str__(self) -> str:
        return f"{self.about_id} {self.pk}"


class OutsideAnswers(Editable):
    """What somebody outside wrote. Until it is handed in nobody reads it; no role ever does."""

    form = models.OneToOneField(OutsideForm, on_delete=models.CASCADE, related_name="written")
    answers = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.form_id}"
