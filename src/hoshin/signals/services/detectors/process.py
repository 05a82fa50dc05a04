"""What is noticed of how work is done, from links, dates and counts alone: it helps those whom it is about, first.

What is noticed of somebody's goals, 1:1s and feedback is told where these stand, and not here again.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.timezone import make_aware

from hoshin.audit.models import Change
from hoshin.base.periods import Frequency, Period
from hoshin.checkins.lines import active_people
from hoshin.checkins.models import CheckIn
from hoshin.okrs.models import Cycle
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import SignalDirection
from hoshin.signals.rules_of_people import ADOPTION, LAST_MINUTE

# Nothing is said of fewer people together, nor of fewer check-ins.
LEAST_PEOPLE, LEAST_CHECK_INS = 5, 20
_LAST_PART = 10
WEEKS_BACK = 4


def look_at_process(look: Look) -> Iterator[RuleSaid]:
    """Units whose check-ins come at the last minute, and those in which few use it. Three statements."""
    if look.measures is not None:
        return
    if look.is_on(LAST_MINUTE.code):
        yield look.judged(LAST_MINUTE.code, list(_last_minute(look)))
    if look.is_on(ADOPTION.code):
        yield look.judged(ADOPTION.code, list(_little_used(look)))


def _last_minute(look: Look) -> Iterator[SignalFinding]:
    """Of the last cycle that is over, by the units in which people work now."""
    cycle = Cycle.objects.filter(ends_on__lt=look.today).order_by("-ends_on", "-pk").first()
    if cycle is None:
        return
    days = max(((cycle.ends_on - cycle.starts_on).days + 1) // _LAST_PART, 1)
    late_from = cycle.ends_on - timedelta(days=days - 1)
    rows = CheckIn.objects.filter(checked_on__range=(cycle.starts_on, cycle.ends_on), person__unit__isnull=False)
    counted = (
        rows.order_by()
        .values(unit=F("person__unit"))
        .annotate(
            all=Count("pk"),
            late=Count("pk", filter=Q(checked_on__gte=late_from)),
            people=Count("person", distinct=True),
        )
    )
    for row in counted.filter(all__gte=LEAST_CHECK_INS, people__gte=LEAST_PEOPLE).order_by("unit"):
        share = row["late"] / row["all"]
        if share > look.cuts(LAST_MINUTE.code)["share"]:
            facts = {"share": share, "all": row["all"], "days": days, "cycle": cycle.name}
            yield SignalFinding(SubjectKey(unit=row["unit"]), SignalDirection.ADVERSE, LAST_MINUTE.severity, facts)


def _little_used(look: Look) -> Iterator[SignalFinding]:
    """Of the last whole week: of whom anything stands in the trail, as a share of all who were there four weeks before."""
    week = Period.containing(look.today, Frequency.WEEKLY).shift(-1)
    earlier = week.shift(-WEEKS_BACK)
    people = active_people().filter(unit__isnull=False, user__created_at__lt=_begin(earlier.start))
    people = people.annotate(is_active=_did_anything(week), was_active=_did_anything(earlier))
    counted = (
        people.order_by()
        .values("unit")
        .annotate(
            all=Count("pk"), now=Count("pk", filter=Q(is_active=True)), then=Count("pk", filter=Q(was_active=True))
        )
    )
    cuts = look.cuts(ADOPTION.code)
    for row in counted.filter(all__gte=LEAST_PEOPLE).order_by("unit"):
        share, before = row["now"] / row["all"], row["then"] / row["all"]
        if share < cuts["share"] or before - share >= cuts["fall"]:
            facts = {"share": share, "earlier": before, "all": row["all"], "day": week.start.isoformat()}
            yield SignalFinding(SubjectKey(unit=row["unit"]), SignalDirection.ADVERSE, ADOPTION.severity, facts)


def _did_anything(week: Period) -> Exists:
    """Whether a person wrote or recorded anything in a week; what they read is kept nowhere."""
    until = _begin(week.end + timedelta(days=1))
    return Exists(Change.objects.filter(actor=OuterRef("user"), at__gte=_begin(week.start), at__lt=until))


def _begin(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
