"""Forgets what was told, and the mails about it, sooner than everywhere."""

from datetime import datetime

from hoshin.accounts.access import Actor, require
from hoshin.base.mails import forget_mails_before
from hoshin.notices.models import Letter, Notice
from hoshin.notices.policies import NoticeRight


def forget_notices(actor: Actor, *, before: datetime) -> None:
    """Remove notices that were told before an instant, read or not. Denied."""
    require(actor, NoticeRight.READ_MAILS)
    Notice.objects.filter(created_at__lt=before).delete()


def forget_letters(actor: Actor, *, before: datetime) -> None:
    """Remove letters that were due before an instant, and the mails of earlier days that lie in the folder. Denied."""
    require(actor, NoticeRight.READ_MAILS)
    Letter.objects.filter(due_at__lt=before).delete()
    forget_mails_before(f"{before:%Y-%m-%d}")
