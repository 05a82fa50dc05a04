"""Where initiatives and their milestones lie on the roadmap: days become places, dependencies become lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hoshin.base.formats import day_in_words
from hoshin.base.periods import Frequency, Period
from hoshin.initiatives.selectors import PlannedMilestone, RoadmapBand, RoadmapLane
from hoshin.web.wording import period_text

WIDTH, LEFT, HEAD = 1200.0, 280.0, 40.0
BAND, LANE, FOOT = 30.0, 46.0, 12.0


@dataclass(frozen=True, slots=True)
class Zoom:
    """How much of time is shown at once: so many months, with a line for each period of a kind."""

    code: str
    label: str | Promise
    months: int
    back: int
    ticks: Frequency


ZOOMS = {
    one.code: one
    for one in (
        Zoom("half", _("Half a year"), 6, 1, Frequency.MONTHLY),
        Zoom("year", _("A year"), 12, 2, Frequency.MONTHLY),
        Zoom("two", _("Two years"), 24, 4, Frequency.QUARTERLY),
        Zoom("five", _("Five years"), 60, 12, Frequency.ANNUAL),
    )
}


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """The days that are shown, from the first to the last, and how wide one is."""

    first: date
    last: date

    @property
    def day_width(self) -> float:
        return (WIDTH - LEFT) / max(1, (self.last - self.first).days)

    def place(self, day: date) -> float:
        """Where a day lies; what is out of sight lies at the edge."""
        return round(min(max(LEFT + (day - self.first).days * self.day_width, LEFT), WIDTH), 1)

    def shows(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class TickLine:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class DrawnMilestone:
    """A milestone at its due day; `from_x`: where it starts, `agreed_x`: where it was agreed, None where nowhere."""

    one: PlannedMilestone
    x: float
    y: float
    from_x: float | None
    agreed_x: float | None
    may_move: bool

    @property
    def look(self) -> str:
        """The classes by which it is drawn."""
        said = {
            "done": self.one.row.done_on is not None,
            "late": self.one.is_late,
            "critical": self.one.is_critical,
            "moves": self.may_move,
        }
        return " ".join(name for name, holds in said.items() if holds)

    @property
    def attributes(self) -> SafeString:
        """Those of its group in the drawing: what the script moves, and what those hear who do not see it."""
        row = self.one.row
        return flatatt(
            {
                "id": f"milestone-{row.pk}",
                "class": f"milestone {self.look}".strip(),
                "data-milestone": row.pk,
                "data-slip": reverse("roadmap_slip", args=[row.pk]) if self.may_move else None,
                "data-open": reverse("initiative", args=[row.initiative.code]),
                "tabindex": "0",
                "role": "button",
                "aria-describedby": "roadmap-keys",
                "aria-label": self.words,
            }
        )

    @property
    def words(self) -> str:
        """What it says to whoever hears it, or points at it."""
        row, slip = self.one.row, self.one.slip or 0
        day = day_in_words(row.done_on or row.due_date)
        said = [translated("done on %(day)s") if row.done_on else translated("due %(day)s")]
        if self.one.is_late:
            said.append(translated("late"))
        if self.one.is_critical:
            said.append(translated("critical"))
        if slip > 0:
            said.append(ngettext("%(num)s day later than agreed", "%(num)s days later than agreed", slip))
        return f"{row.name}, {row.initiative.name}: {', '.join(said) % {'day': day, 'num': slip}}"


@dataclass(frozen=True, slots=True)
class DrawnLane:
    """An initiative as a bar, of which a part is made; `agreed_x`: when it was agreed to be due."""

    lane: RoadmapLane
    y: float
    x: float
    width: float
    made: float
    agreed_x: float | None
    milestones: tuple[DrawnMilestone, ...]


@dataclass(frozen=True, slots=True)
class DrawnBand:
    band: RoadmapBand
    y: float
    height: float
    lanes: tuple[DrawnLane, ...]


@dataclass(frozen=True, slots=True)
class Wire:
    """A line from a milestone to one that waits for it."""

    path: str
    is_critical: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole drawing."""

    span: TimeSpan
    height: float
    ticks: tuple[TickLine, ...]
    today_x: float | None
    bands: tuple[DrawnBand, ...]
    wires: tuple[Wire, ...]


def span_of(zoom: Zoom, start: date) -> TimeSpan:
    """The days from the first of a month on."""
    first = start.replace(day=1)
    month = Period(Frequency.MONTHLY, first).shift(zoom.months - 1)
    return TimeSpan(first, month.end)


def drawn(bands: Sequence[RoadmapBand], zoom: Zoom, span: TimeSpan, today: date, may_move: set[int]) -> Timeline:
    """Bands from the top down, each with its initiatives; `may_move`: initiatives whose milestones may be moved."""
    y, found = HEAD, list[DrawnBand]()
    for band in bands:
        top, lanes = y, list[DrawnLane]()
        y += BAND
        for lane in band.lanes:
            lanes.append(_lane(lane, y, span, may_move))
            y += LANE
        found.append(DrawnBand(band, top, y - top, tuple(lanes)))
    marks = {mark.one.row.pk: mark for band in found for lane in band.lanes for mark in lane.milestones}
    return Timeline(
        span,
        y + FOOT,
        _ticks(zoom, span),
        span.place(today) if span.shows(today) else None,
        tuple(found),
        tuple(_wires(marks)),
    )


def _lane(lane: RoadmapLane, y: float, span: TimeSpan, may_move: set[int]) -> DrawnLane:
    begins, ends = lane.begins, lane.ends
    x = span.place(begins) if begins else LEFT
    width = max(2.0, round(span.place(ends) - x, 1)) if begins and ends else 0.0
    progress = lane.shown.standing.progress or 0.0
    marks = tuple(
        _mark(one, y, span, lane.shown.row.pk in may_move)
        for one in lane.milestones
        if span.shows(one.row.done_on or one.row.due_date) and not one.row.is_cancelled
    )
    agreed = lane.agreed_due
    return DrawnLane(
        lane, y, x, width, round(width * progress, 1), span.place(agreed) if agreed and width else None, marks
    )


def _mark(one: PlannedMilestone, y: float, span: TimeSpan, may_move: bool) -> DrawnMilestone:
    row = one.row
    day = row.done_on or row.due_date
    begins = row.start_date if row.start_date and row.done_on is None else None
    is_slipped = one.agreed is not None and one.agreed != day and span.shows(one.agreed)
    return DrawnMilestone(
        one,
        span.place(day),
        y + 29.0,
        span.place(begins) if begins else None,
        span.place(one.agreed) if is_slipped and one.agreed else None,
        may_move and row.done_on is None,
    )


def _ticks(zoom: Zoom, span: TimeSpan) -> tuple[TickLine, ...]:
    found, period = [], Period.containing(span.first, zoom.ticks)
    while period.start <= span.last:
        found.append(TickLine(span.place(period.start), _tick_words(period)))
        period = period.shift(1)
    return tuple(found)


def _tick_words(period: Period) -> str:
    """A month is short, so that it fits between two lines."""
    if period.frequency is not Frequency.MONTHLY:
        return period.label
    return f"{period_text(period, short=True)} {period.start.year}"


def _wires(marks: dict[int, DrawnMilestone]) -> list[Wire]:
    """From the right of what comes first to the left of what waits for it, round a corner between."""
    found = []
    for mark in marks.values():
        for need in mark.one.needs:
            start = marks.get(need.pk)
            if start is None:
                continue
            end_x = mark.from_x if mark.from_x is not None else mark.x
            middle = max(start.x + 10.0, end_x - 10.0)
            path = f"M{start.x} {start.y}H{round(middle, 1)}V{mark.y}H{end_x}"
            found.append(Wire(path, start.one.is_critical and mark.one.is_critical))
    return found


def month_before(day: date, months: int) -> date:
    """The first day of the month that lies so many months before a day (after it, where negative)."""
    return Period.containing(day, Frequency.MONTHLY).shift(-months).start
