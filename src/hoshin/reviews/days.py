"""When a day that a cycle names is over: for whoever is to do something, at its end where they are.

One rule for every stage. Where somebody is says the time zone of their settings, else that of the organisation. Of people
outside nothing is known, so that they have until the day is over everywhere. What the organisation does itself, such as
the release, goes by the day where it is (`clock.today`).
"""

from datetime import date, timedelta, timezone, tzinfo

from django.db.models import Q

from hoshin.accounts.selectors import zone_of, zones_chosen
from hoshin.base import clock
from hoshin.org.models import Person

# A day begins first and ends last in these.
_FIRST, _LAST = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))


def today_where(person: Person) -> date:
    """The calendar day where somebody is."""
    zone = zone_of(person.user.time_zone) if person.user else None
    return _today_in(zone) if zone else clock.today()


def is_over_for(person: Person, day: date) -> bool:
    """Whether a day is over where somebody is."""
    return today_where(person) > day


def is_over_everywhere(day: date) -> bool:
    """Whether a day is over wherever anybody may be."""
    return _today_in(_LAST) > day


def days_running() -> tuple[date, date]:
    """The earliest and the latest day that it is anywhere now."""
    return _today_in(_LAST), _today_in(_FIRST)


def has_ended(path: str, day: date) -> Q:
    """The day is over where the person at the end of the path is. One query, and only while that is not alike everywhere."""
    earliest, latest = days_running()
    if earliest > day:
        return Q(pk__isnull=False)
    if latest <= day:
        return Q(pk__isnull=True)
    zones = zones_chosen()
    ended = [name for name, zone in zones.items() if _today_in(zone) > day]
    zone_named = f"{path}__user__time_zone__in"
    if clock.today() > day:
        return ~Q(**{zone_named: sorted(zones.keys() - set(ended))})
    return Q(**{zone_named: ended})


def _today_in(zone: tzinfo) -> date:
    return clock.now().astimezone(zone).date()
