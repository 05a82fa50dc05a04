"""Notices, how somebody wants to be told, and the mails that go out."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoshin.base.models import Editable


class DigestDays(models.TextChoices):
    """On which days the digest is mailed, where it says anything."""

    WORKING_DAYS = "working_days", _("From Monday to Friday")
    EVERY_DAY = "every_day", _("Every day")
    MONDAYS = "mondays", _("On Mondays")
    NEVER = "never", _("Never")


class NoticeSettings(Editable):
    """How a user wants to be told. Who never chose has no row: then all is as it is here.

    `channels` holds, by the code of a kind, what was chosen otherwise: {"mail": "never"}, {"product": false}. Hours are
    those of the user's own time zone. Between `quiet_from` and `quiet_until` no mail goes out; alike: there is no such time.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_settings")
    channels = models.JSONField(default=dict, blank=True)
    digest_days = models.CharField(_("digest"), max_length=12, choices=DigestDays, default=DigestDays.WORKING_DAYS)
    digest_hour = models.PositiveSmallIntegerField(_("digest at"), default=7, validators=[MaxValueValidator(23)])
    quiet_from = models.PositiveSmallIntegerField(_("quiet from"), default=20, validators=[MaxValueValidator(23)])
    quiet_until = models.PositiveSmallIntegerField(_("quiet until"), default=7, validators=[MaxValueValidator(23)])

    def __str__(self) -> str:
        return f"{self.user_id}"


class Letter(models.Model):
    """A mail to a user: about one notice, or the digest of a day, of which there is one at most.

    `tried_at` is written, and committed, before it is handed to the mail server: what was tried is never sent again,
    however the worker ends in between.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters")
    digest_of = models.DateField(null=True)
    due_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["user", "digest_of"], name="letter_one_digest_a_day")]
        indexes = [models.Index(fields=["due_at"], condition=Q(tried_at=None), name="letter_waiting")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.digest_of or self.due_at}"


class Notice(models.Model):
    """Something that a user is told, as a code with its facts, and the thing that it is about.

    `by` did it. `is_shown`: in the product as well. `waits_for_digest`: until a digest has told it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    about = models.BigIntegerField(default=0)
    by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    is_shown = models.BooleanField(default=True)
    waits_for_digest = models.BooleanField(default=False)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="notices")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_of_user"),
            models.Index(fields=["user"], condition=Q(read_at=None, is_shown=True), name="notice_unread"),
            models.Index(fields=["user"], condition=Q(waits_for_digest=True), name="notice_waits_for_digest"),
            models.Index(fields=["created_at"], name="notice_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"
