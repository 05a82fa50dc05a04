"""The invitation to a 1:1 by mail, for whoever asks for it, sent by a worker."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.accounts.selectors import language_of
from hoshin.audit.models import Face
from hoshin.base.languages import speaking
from hoshin.base.mails import mail_id
from hoshin.base.tasks import Job, JobProgress
from hoshin.base.tasks.jobs import Arguments
from hoshin.meetings.calendars import invitation_to
from hoshin.meetings.policies import one_on_ones_visible_to


def _mail_invitation(progress: JobProgress, *, user: int, one_on_one: int) -> None:
    """Mail a series as a calendar takes it, as it is now and as far as it is still theirs."""
    reader = User.objects.filter(pk=user, is_active=True).first()
    actor = Actor.of(reader, Face.WORKER) if reader else None
    rows = one_on_ones_visible_to(actor) if actor else None
    one = rows.filter(pk=one_on_one).select_related("organiser__user", "partner__user").first() if rows else None
    if reader is None or actor is None or one is None:
        return
    with speaking(language_of(reader)):
        text, method = invitation_to(actor, one)
        subject = _("Invitation: 1:1 of %(one)s and %(other)s") % {"one": one.organiser.name, "other": one.partner.name}
        link = f"{settings.SITE_URL}{reverse('one_on_one', args=[one.pk])}"
        body = _("Hello %(name)s,\n\nhere is the 1:1 for your calendar, as you asked.\n\nSee it here: %(link)s\n")
        mail = EmailMultiAlternatives(
            " ".join(subject.split()),
            body % {"name": reader.name, "link": link},
            None,
            [reader.email],
            headers=mail_id("job", progress.number, reader.email),
        )
        mail.attach_alternative(text.decode(), "text/calendar; method=" + method)
        mail.send()


def _receiver(arguments: Arguments) -> str:
    return User.objects.filter(pk=arguments["user"]).values_list("name", flat=True).first() or ""


_PATIENTLY: Any = {"retries": 9, "wait": timedelta(minutes=1), "summary": _receiver}
INVITATION = Job("meetings.invite", _mail_invitation, later("Mail an invitation to a 1:1"), **_PATIENTLY)
