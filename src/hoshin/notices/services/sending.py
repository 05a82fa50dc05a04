"""The worker's side: what is due goes out, each mail once at most, and once a day to each the digest.

A mail leaves the database and cannot be taken back, so its letter is marked as tried, and that is committed, once the mail
is written and before the server gets it: a worker that is killed in between loses that one mail, and none comes twice.
Before anything is marked the server must answer, so that one that is out of order delays mails and loses none.
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from itertools import islice
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.models import User
from hoshin.base import clock
from hoshin.base.mails import forget_mails_before
from hoshin.base.tasks import Job, JobProgress, defer
from hoshin.notices.away import is_away
from hoshin.notices.kinds import kinds
from hoshin.notices.models import Letter, Notice
from hoshin.notices.services.composing import composed
from hoshin.notices.services.wishes import digest_day, undisturbed, wishes_of

AT_ONCE = 200
LETTERS_KEPT = timedelta(days=30)
READ_KEPT = timedelta(days=90)
UNREAD_KEPT = timedelta(days=365)
# What waited so long, because no server answered or no worker ran, is old news.
WAITS = timedelta(days=5)
REFUSED_WAITS = timedelta(minutes=15)

_PART = 1_000

_logger = logging.getLogger(__name__)


def _send_now(progress: JobProgress) -> None:
    """Send what is due at once. A server that does not answer is tried again by the clock, which also says so."""
    try:
        _send(progress)
    except (OSError, SMTPException) as error:
        _logger.warning("The mail server does not answer: %s", error)


def _send(progress: JobProgress) -> None:
    """Send letters that are due, some at a time."""
    now = clock.now()
    due = Letter.objects.filter(tried_at=None, due_at__lte=now, due_at__gt=now - WAITS).order_by("due_at", "pk")
    wanted = list(due.values_list("pk", flat=True)[: AT_ONCE + 1])
    if not wanted:
        return
    server = get_connection()
    server.open()
    transaction.on_commit(partial(_hand_over, server, wanted[:AT_ONCE]))
    if len(wanted) > AT_ONCE:
        defer(SEND)


def _hand_over(server: BaseEmailBackend, letters: list[int]) -> None:
    """Outside of any transaction, so that each mark is committed before its mail goes."""
    try:
        for pk in letters:
            try:
                _hand_over_one(server, pk)
            except (SMTPResponseException, SMTPRecipientsRefused) as refusal:
                _note_refusal(pk, refusal)
            except (OSError, SMTPException, OperationalError, InterfaceError) as error:
                # What was not tried yet goes with the next look.
                _logger.warning("The mail server or the database went away: %s", error)
                break
            except Exception:
                _logger.exception("The mail %s could not be written", pk)
                # It would be so the next time, and stand before all others.
                Letter.objects.filter(pk=pk, tried_at=None).update(tried_at=clock.now())
    finally:
        server.close()


def _note_refusal(pk: int, refusal: SMTPResponseException | SMTPRecipientsRefused) -> None:
    """What the server does not take now is tried later; what it never takes stands in the log."""
    codes = [code for code, _ in refusal.recipients.values()] if isinstance(refusal, SMTPRecipientsRefused) else []
    codes = codes or [getattr(refusal, "smtp_code", 0)]
    _logger.warning("The mail server refused the mail %s: %s", pk, refusal)
    if all(400 <= code < 500 for code in codes):
        Letter.objects.filter(pk=pk, sent_at=None).update(tried_at=None, due_at=clock.now() + REFUSED_WAITS)


def _hand_over_one(server: BaseEmailBackend, pk: int) -> None:
    letter = Letter.objects.select_related("user__person").filter(pk=pk, tried_at=None).first()
    message = _written(letter) if letter and letter.user.is_active else None
    # Two workers that wrote the same letter: the one that marks it sends it.
    if Letter.objects.filter(pk=pk, tried_at=None).update(tried_at=clock.now()) and message is not None:
        server.send_messages([message])
        Letter.objects.filter(pk=pk).update(sent_at=clock.now())


def _written(letter: Letter) -> EmailMessage | None:
    if letter.digest_of:
        Notice.objects.filter(user=letter.user, waits_for_digest=True).update(waits_for_digest=False, letter=letter)
    return composed(letter)


def _write_digests(progress: JobProgress) -> None:
    """Let a letter wait for everybody who is there, whose digest of today is due and who may have something to read."""
    now = clock.now()
    is_any = False
    for some in _in_parts(_maybe_concerned()):
        users = User.objects.filter(pk__in=some, is_active=True).exclude(is_away())
        letters = [
            Letter(user_id=user, digest_of=day, due_at=undisturbed(wishes, now))
            for user, wishes in wishes_of(users).items()
            if (day := digest_day(wishes, now)) is not None
        ]
        # Of a digest that was written already the constraint says so.
        Letter.objects.bulk_create(letters, ignore_conflicts=True)
        is_any = is_any or bool(letters)
        progress()
    if is_any:
        defer(SEND)


def _maybe_concerned() -> Iterator[int]:
    """The numbers of users who were told something for a digest, or may owe something, each once.

    Found by one query and read as they come: there may be very many.
    """
    told: QuerySet[Any, Any] = Notice.objects.filter(waits_for_digest=True).order_by().values_list("user", flat=True)
    owing = [kind.owing().order_by() for kind in kinds().values() if kind.owing is not None]
    yield from told.union(*owing).iterator(chunk_size=_PART)


def _in_parts(numbers: Iterable[int]) -> Iterator[list[int]]:
    numbers = iter(numbers)
    while some := list(islice(numbers, _PART)):
        yield some


def _forget(progress: JobProgress) -> None:
    """Remove old notices and letters, and the mails of the folder."""
    now = clock.now()
    old = Q(read_at__isnull=False, created_at__lt=now - READ_KEPT) | Q(created_at__lt=now - UNREAD_KEPT)
    Notice.objects.filter(old).delete()
    letters = Letter.objects.filter(due_at__lt=now - LETTERS_KEPT).order_by("pk")
    # Some at a time: a letter is read before it goes, since notices point to it.
    while Letter.objects.filter(pk__in=list(letters.values_list("pk", flat=True)[:_PART])).delete()[0]:
        progress()
    forget_mails_before(f"{now - LETTERS_KEPT:%Y-%m-%d}")


SEND = Job("notices.send", _send_now, later("Mail what people are told"), lock="notices.send")
SEND_BY_CLOCK = Job(
    "notices.send_by_clock",
    _send,
    later("Mail what is due"),
    retries=4,
    wait=timedelta(minutes=2),
    lock="notices.send",
    schedule="*/5 * * * *",
)
# Whole hours of time zones that lie half an hour apart from ours as well.
DIGESTS = Job("notices.digests", _write_digests, later("Write digests"), schedule="3,33 * * * *")
FORGET = Job("notices.forget", _forget, later("Forget old notices"), schedule="47 3 * * *")
