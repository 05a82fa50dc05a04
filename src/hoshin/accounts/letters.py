"""The mails that users get about signing in."""

import logging
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from hoshin.accounts.models import User

LOG = logging.getLogger(__name__)


def can_send() -> bool:
    """Whether this installation knows a mail server."""
    return bool(settings.MAILS_GO_OUT)


def send_invitation(user: User, link: str, *, by: str) -> bool:
    """Mail somebody the link with which they choose their first password; False where it could not be sent."""
    text = _(
        "Hello %(name)s,\n\n%(by)s has given you access to Hoshin, where your organisation keeps its strategy and sees "
        "how it stands.\n\nChoose a password here: %(link)s\n\nThe link works once, within three days. You sign in with "
        "this e-mail address.\n"
    )
    return _send(user, _("Your access to Hoshin"), text % {"name": user.name, "by": by, "link": link})


def send_new_password(user: User, link: str) -> None:
    """Mail somebody the link with which they choose a new password, without keeping whoever asked waiting."""
    text = _(
        "Hello %(name)s,\n\nhere you choose a new password for Hoshin: %(link)s\n\nThe link works once, within three days. "
        "If you have not asked for it, do nothing: your password stays as it is.\n"
    )
    filled = text % {"name": user.name, "link": link}
    Thread(target=_send, args=(user, _("A new password for Hoshin"), filled)).start()


def _send(user: User, subject: str, text: str) -> bool:
    try:
        return send_mail(subject, text, None, [user.email]) == 1
    except (SMTPException, OSError):
        LOG.exception("A mail to user %s could not be sent", user.pk)
        return False
