"""Forgets what was told, and the mails about it, sooner than everywhere."""

from datetime import datetime

from hoshin.base.mails import forget_mails_before
from hoshin.notices.models import Letter, Notice


def forget_notices_before(instant: datetime) -> None:
    """Remove notices that were told before, read or not."""
    Notice.objects.filter(created_at__lt=instant).delete()


def forget_letters_before(instant: datetime) -> None:
    """Remove letters that were due before, and the mails of the days before that lie in the folder."""
    Letter.objects.filter(due_at__lt=instant).delete()
    forget_mails_before(f"{instant:%Y-%m-%d}")
