"""How often signing in failed, and how long the next try waits for that: longer and longer, and never for good.

Tries are counted for each user from each address of the network, for each address, and for each user. What others do
never makes anybody wait from their own address, but for at most two seconds where they share it: nobody can be locked out
by a stranger. A device from which the user has signed in before is counted by itself.

A try is counted before the password is looked at, so that many at once are not looked at for nothing.
"""

import hmac
import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.models import SignInTries
from hoshin.base import clock
from hoshin.base.errors import HoshinError
from hoshin.base.tasks import Job, JobProgress
from hoshin.base.wordings import Said

FORGOTTEN_AFTER = timedelta(days=1)


class Count(Enum):
    """What tries are counted by: how many are free, and the longest wait in seconds after that. It doubles each time."""

    USER_AT_ADDRESS = (5, 900)
    ADDRESS = (30, 2)
    USER = (100, 60)
    DEVICE = (5, 300)

    def wait(self, failed: int) -> float:
        """Seconds to wait after so many tries that failed.

        >>> [Count.USER_AT_ADDRESS.wait(failed) for failed in (4, 5, 6, 7, 90)]
        [0.0, 1.0, 2.0, 4.0, 900.0]
        """
        free, longest = self.value
        return float(min(2 ** min(failed - free, 20), longest)) if failed >= free else 0.0


class TooSoon(HoshinError):
    """Signing in failed often; `seconds` until the next try is looked at."""

    code = "too_soon"

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(Said("Signing in failed several times. Wait %(seconds)s s, then try again.", seconds=seconds))


@dataclass(frozen=True, slots=True)
class Try:
    """One try to sign in, counted as failed until `succeeded` is called."""

    keys: tuple[str, ...]

    def succeeded(self) -> None:
        """Forget what failed before for this user here; whoever else is counted with it has one try less."""
        own, *shared = self.keys
        SignInTries.objects.filter(pk=own).delete()
        SignInTries.objects.filter(pk__in=shared).update(failed=Greatest(F("failed") - 1, 0))


def begin_try(email: str, *, address: str, device: str = "") -> Try:
    """Count a try for an address of a user (`folded`); `device` names one from which that user has signed in. TooSoon."""
    if device:
        counts = {Count.DEVICE: _key(Count.DEVICE, email, device)}
    else:
        place = network_of(address)
        counts = {
            Count.USER_AT_ADDRESS: _key(Count.USER_AT_ADDRESS, email, place),
            Count.ADDRESS: _key(Count.ADDRESS, place),
            Count.USER: _key(Count.USER, email),
        }
    keys, now = tuple(counts.values()), clock.now()
    with transaction.atomic():
        rows = [SignInTries(key=key, failed=0, last_at=now - FORGOTTEN_AFTER) for key in sorted(keys)]
        SignInTries.objects.bulk_create(rows, ignore_conflicts=True)
        found = {row.key: row for row in SignInTries.objects.select_for_update().filter(pk__in=keys).order_by("key")}
        seconds = _wait({count: found[key] for count, key in counts.items()}, now)
        if seconds <= 0:
            again = Case(When(last_at__lte=now - FORGOTTEN_AFTER, then=Value(1)), default=F("failed") + 1)
            SignInTries.objects.filter(pk__in=keys).update(failed=again, last_at=now)
    if seconds > 0:
        raise TooSoon(math.ceil(seconds))
    return Try(keys)


def _wait(found: dict[Count, SignInTries], now: datetime) -> float:
    """Seconds until the next try: each count makes it wait since the last try of its own, that of the user since here."""
    here = found.get(Count.USER_AT_ADDRESS)
    waits = [0.0]
    for count, row in found.items():
        last = here if count is Count.USER and here is not None else row
        failed = row.failed if now - row.last_at < FORGOTTEN_AFTER else 0
        waits.append(count.wait(failed) - (now - last.last_at).total_seconds())
    return max(waits)


def network_of(address: str) -> str:
    """Whose tries are counted together: an IPv4 address, or the 64 bits that one household has of an IPv6 address.

    >>> network_of("192.0.2.7"), network_of("2001:db8:1:2:3:4:5:6"), network_of("::ffff:192.0.2.7"), network_of("?")
    ('192.0.2.7', '2001:db8:1:2::/64', '192.0.2.7', '')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _key(count: Count, *parts: str) -> str:
    """A digest: who tried from where cannot be read from the table."""
    said = "\0".join((count.name, *parts))
    return hmac.digest(settings.SECRET_KEY.encode(), said.encode(), "sha256").hex()


def forget_old_tries(progress: JobProgress) -> None:
    """Remove counts that make nobody wait any more."""
    SignInTries.objects.filter(last_at__lte=clock.now() - FORGOTTEN_AFTER).delete()


FORGET_TRIES = Job("accounts.forget_tries", forget_old_tries, later("Forget failed sign-ins"), schedule="41 3 * * *")
