"""What is noticed of whoever leads people: how many report to them, and whether these hear anything from them.

From links, days and counts alone. What somebody said to somebody is not read.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from math import ceil

from django.db.models import Count, F, Q
from django.utils.timezone import make_aware

from hoshin.base.periods import Frequency, Period
from hoshin.checkins.lines import active_people
from hoshin.feedback.models import Feedback, Recognition
from hoshin.org.models import ReportingLine
from hoshin.signals.findings import Look, RuleSaid, SignalFinding, SubjectKey
from hoshin.signals.models import SignalDirection
from hoshin.signals.rules_of_people import FEEDBACK_ONE_WAY, SPAN


def look_at_leaders(look: Look) -> Iterator[RuleSaid]:
    """People to whom very many report, lines in which each leads one, and leaders who say little. Six statements."""
    if look.measures is not None:
        return
    if look.is_on(SPAN.code):
        yield look.judged(SPAN.code, list(_spans(look)))
    if look.is_on(FEEDBACK_ONE_WAY.code):
        yield look.judged(FEEDBACK_ONE_WAY.code, list(_silent(look)))


def _spans(look: Look) -> Iterator[SignalFinding]:
    cuts, led = look.cuts(SPAN.code), _led()
    reports = Counter(led.values())
    for manager, count in sorted(reports.items()):
        if count > cuts["reports"]:
            yield _about(manager, SPAN.severity, {"reports": count, "most": cuts["reports"]})
    for top, layers in _single_lines(led, reports):
        if layers >= cuts["layers"]:
            yield _about(top, SPAN.severity, {"layers": layers, "least": cuts["layers"]})


def _led() -> dict[int, int]:
    """Who reports to whom, of those who are there."""
    there = active_people()
    rows = there.filter(manager__in=there.values("pk")).values_list("pk", "manager")
    return {person: manager for person, manager in rows if manager is not None}


def _single_lines(led: dict[int, int], reports: Counter[int]) -> Iterator[tuple[int, int]]:
    """Whoever stands at the top of a line in which each leads one person, and how many in a row do."""
    only = {manager: person for person, manager in led.items() if reports[manager] == 1}
    for top in sorted(only.keys() - set(only.values())):
        layers, at = 0, top
        while at in only:
            layers, at = layers + 1, only[at]
        yield top, layers


def _silent(look: Look) -> Iterator[SignalFinding]:
    """Of the last whole quarter, by those who reported to the same person on its first day and do so now."""
    quarter = Period.containing(look.today, Frequency.QUARTERLY).shift(-1)
    span = (_begin(quarter.start), _begin(quarter.end + timedelta(days=1)))
    given = _given(Feedback, "receiver", *span)
    if not given:  # Where nobody gives feedback at all there is nothing to notice of anybody.
        return
    thanked = _given(Recognition, "person", *span)
    reports = Counter(_led_since(quarter.start))
    each = look.cuts(FEEDBACK_ONE_WAY.code)["each"]
    for manager, count in sorted(reports.items()):
        said = given[manager] + thanked[manager]
        if said < each * count:
            facts = {"count": said, "reports": count, "period": str(quarter), "least": ceil(each * count)}
            yield _about(manager, FEEDBACK_ONE_WAY.severity, facts)


def _given(model: type[Feedback] | type[Recognition], to: str, since: datetime, until: datetime) -> Counter[int]:
    """How much somebody gave to those whom they lead today."""
    rows = model._default_manager.filter(given_at__gte=since, given_at__lt=until, giver=F(f"{to}__manager"))
    return Counter(dict(rows.order_by().values_list("giver").annotate(Count("pk"))))


def _led_since(day: date) -> Iterator[int]:
    """For each person who is there the one whom they have reported to since the day; none where that changed."""
    led = _led()
    lines = ReportingLine.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)
    for person, line in lines.filter(person__in=active_people().values("pk")).values_list("person", "line"):
        manager = led.get(person)
        if manager is not None and len(line) > 1 and line[-2] == manager:
            yield manager


def _begin(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def _about(person: int, severity: int, facts: dict[str, object]) -> SignalFinding:
    return SignalFinding(SubjectKey(person=person), SignalDirection.ADVERSE, severity, facts)
