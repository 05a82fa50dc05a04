"""The mails that users get about signing in, sent by a worker.

A job is asked for with numbers alone: the link, which is a secret, is made when the mail is written.
"""

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from hoshin.accounts.links import link_to
from hoshin.accounts.models import User
from hoshin.base.tasks import Job, Progress


def can_send() -> bool:
    """Whether this installation knows a mail server."""
    return bool(settings.MAILS_GO_OUT)


def _invite(progress: Progress, *, user: int, by: str, page: str) -> None:
    """Mail somebody the link with which they choose their first password."""
    text = _(
        "Hello %(name)s,\n\n%(by)s has given you access to Hoshin, where your organisation keeps its strategy and sees "
        "how it stands.\n\nChoose a password here: %(link)s\n\nThe link works once, within three days. You sign in with "
        "this e-mail address.\n"
    )
    _send(user, _("Your access to Hoshin"), text, page=page, by=by)


def _let_in_again(progress: Progress, *, user: int, page: str) -> None:
    """Mail somebody who has forgotten their password the link with which they choose a new one."""
    text = _(
        "Hello %(name)s,\n\nhere you choose a new password for Hoshin: %(link)s\n\nThe link works once, within three days. "
        "If you have not asked for it, do nothing: your password stays as it is.\n"
    )
    _send(user, _("A new password for Hoshin"), text, page=page)


def _send(pk: int, subject: str, text: str, *, page: str, **words: str) -> None:
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is not None:
        send_mail(subject, text % {"name": user.name, "link": link_to(page, user), **words}, None, [user.email])


INVITATION = Job("accounts.invite", _invite, "Mail an invitation")
NEW_PASSWORD = Job("accounts.let_in_again", _let_in_again, "Mail a link to a new password")
