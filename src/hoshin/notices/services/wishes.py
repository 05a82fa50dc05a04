"""How somebody wants to be told: what they chose, or what holds for whoever never chose."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

from django.utils.timezone import get_default_timezone

from hoshin.accounts.models import User
from hoshin.accounts.selectors import zone_of
from hoshin.notices.kinds import ByMail, NoticeKind
from hoshin.notices.models import DigestDays, NoticeSettings

_SATURDAY = 5


def wishes_of(users: Iterable[User]) -> dict[int, NoticeSettings]:
    """What each of these users wishes, by their number. One query."""
    wanted = {user.pk: user for user in users}
    found = {row.user_id: row for row in NoticeSettings.objects.filter(user__in=wanted)}
    for row in found.values():
        row.user = wanted[row.user_id]
    return {pk: found.get(pk) or NoticeSettings(user=user) for pk, user in wanted.items()}


def mail_of(wishes: NoticeSettings, kind: NoticeKind) -> ByMail:
    """How a kind is mailed to them. A digest that never comes mails nothing."""
    chosen = wishes.channels.get(kind.code, {}).get("mail")
    mail = ByMail(chosen) if chosen in kind.mails else kind.by_mail
    is_never = mail == ByMail.DIGEST and wishes.digest_days == DigestDays.NEVER
    return ByMail.NEVER if is_never else mail


def is_shown_to(wishes: NoticeSettings, kind: NoticeKind) -> bool:
    """Whether a kind stands in the product for them."""
    return bool(wishes.channels.get(kind.code, {}).get("product", True))


def zone_for(user: User) -> tzinfo:
    """The time zone that a user lives in: the one that they chose, else the organisation's."""
    return zone_of(user.time_zone) or get_default_timezone()


def undisturbed(wishes: NoticeSettings, now: datetime) -> datetime:
    """The first instant from now on at which a mail may go out to them.

    Of an hour that a change of clocks leaves out, the instant right after it.
    """
    here = now.astimezone(zone_for(wishes.user))
    start, end = wishes.quiet_from, wishes.quiet_until
    is_quiet = start <= here.hour < end if start <= end else here.hour >= start or here.hour < end
    if not is_quiet:
        return now
    day = here.date() + timedelta(days=1 if here.hour >= end else 0)
    return datetime(day.year, day.month, day.day, end, tzinfo=here.tzinfo).astimezone(now.tzinfo)


def digest_day(wishes: NoticeSettings, now: datetime) -> date | None:
    """The day in their time zone whose digest is due by now; None where none is."""
    here = now.astimezone(zone_for(wishes.user))
    wanted = {
        DigestDays.EVERY_DAY: True,
        DigestDays.WORKING_DAYS: here.weekday() < _SATURDAY,
        DigestDays.MONDAYS: here.weekday() == 0,
    }
    is_due = wanted.get(DigestDays(wishes.digest_days), False) and here.hour >= wishes.digest_hour
    return here.date() if is_due else None
