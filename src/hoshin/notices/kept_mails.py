"""The mails that stay in the installation because no mail server is set, for administrators."""

from django.conf import settings

from hoshin.accounts.access import Actor, require
from hoshin.base.errors import NotFound
from hoshin.base.mails import KeptMail, kept_mail, kept_mails
from hoshin.notices.policies import NoticeRight

PAGE = 50


def mails_go_out() -> bool:
    """Whether a mail server is set, so that no mail stays here."""
    return bool(settings.MAILS_GO_OUT)


def mails_kept(actor: Actor, *, page: int = 1) -> tuple[list[KeptMail], bool]:
    """A page of the mails that stayed here, the newest first, and whether there are more. Denied."""
    require(actor, NoticeRight.READ_MAILS)
    found = kept_mails(PAGE * (max(page, 1) - 1), PAGE + 1)
    return found[:PAGE], len(found) > PAGE


def mail_kept(actor: Actor, day: str, name: str) -> KeptMail:
    """One of them. NotFound; Denied."""
    require(actor, NoticeRight.READ_MAILS)
    found = kept_mail(day, name)
    if found is None:
        raise NotFound("mail", name)
    return found
