"""The mails that users get about signing in, sent by a worker.

A job is asked for with numbers alone: the link, which is a secret, is made when the mail is written.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.links import link_to
from hoshin.accounts.models import User
from hoshin.accounts.selectors import language_of
from hoshin.base.languages import speaking
from hoshin.base.mails import mail_id
from hoshin.base.tasks import Job, JobProgress
from hoshin.base.tasks.jobs import Arguments


def can_send() -> bool:
    """Whether this installation knows a mail server."""
    return bool(settings.MAILS_GO_OUT)


def _invite(progress: JobProgress, *, user: int, by: str, page: str, language: str = "") -> None:
    """Mail somebody the link with which they choose their first password."""
    _send(progress.number, user, _("Your access to Hoshin"), _INVITED, page=page, language=language, by=by)


def _let_in_again(progress: JobProgress, *, user: int, page: str, language: str = "") -> None:
    """Mail somebody who has forgotten their password the link with which they choose a new one."""
    _send(progress.number, user, _("A new password for Hoshin"), _FORGOTTEN, page=page, language=language)


_INVITED = _(
    "Hello %(name)s,\n\n%(by)s has given you access to Hoshin, where your organisation keeps its strategy and sees "
    "how it stands.\n\nChoose a password here: %(link)s\n\nThe link works once, within three days. You sign in with "
    "this e-mail address.\n"
)
_FORGOTTEN = _(
    "Hello %(name)s,\n\nhere you choose a new password for Hoshin: %(link)s\n\nThe link works once, within three days. "
    "If you have not asked for it, do nothing: your password stays as it is.\n"
)


def _send(job: int, pk: int, subject: Promise, text: Promise, *, page: str, language: str, **words: str) -> None:
    """In the language of whoever receives it; where theirs is not known yet, in that of who asked for the mail."""
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is not None:
        with speaking(language_of(user, otherwise=language)):
            body = str(text) % {"name": user.name, "link": link_to(page, user), **words}
            # Where a worker dies before it is noted, the mail goes once more, and is known again.
            EmailMessage(str(subject), body, None, [user.email], headers=mail_id("job", job, user.email)).send()


def _receiver(arguments: Arguments) -> str:
    return User.objects.filter(pk=arguments["user"]).values_list("name", flat=True).first() or ""


# A mail server that is out of order for some hours loses no mail: the last try comes after eight and a half.
_PATIENTLY: Any = {"retries": 9, "wait": timedelta(minutes=1), "summary": _receiver}
INVITATION = Job("accounts.invite", _invite, _("Mail an invitation"), **_PATIENTLY)
NEW_PASSWORD = Job("accounts.let_in_again", _let_in_again, _("Mail a link to a new password"), **_PATIENTLY)
