"""Finds commentary: on one thing, on the things of a page in a period, and where it is asked for and missing."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base.errors import NotFound
from hoshin.base.periods import Period
from hoshin.commentary.models import Attachment, Commentary
from hoshin.commentary.policies import Commented, CommentedKey, attachments_visible_to, commentaries_visible_to
from hoshin.measures.models import Measure
from hoshin.org.models import Unit
from hoshin.strategy.models import Objective

# What is said of a longer period stands beside the shorter ones in it, up to a year.
_LONGEST = timedelta(days=366)
_MOST_ATTACHED = 100


# A measure, the unit that holds it (None: the whole), the period.
CommentedPlace = tuple[int, int | None, Period]


def commentary_of(
    actor: Actor, thing: Measure | Objective, period: Period, unit: Unit | None = None
) -> Commentary | None:
    """What stands on a thing in exactly this period."""
    rows = _on(actor, thing).filter(starts_on=period.start, frequency=period.frequency.value, unit=unit)
    return rows.first()


def commentary_by_id(actor: Actor, pk: int) -> Commentary:
    """One commentary by its number, also one that was taken back."""
    row = commentaries_visible_to(actor).select_related("measure", "objective", "unit").filter(pk=pk).first()
    if row is None:
        raise NotFound("commentary", str(pk))
    return row


def commentaries_on(
    actor: Actor, thing: Measure | Objective, unit: Unit | None = None, *, has_all: bool = False
) -> QuerySet[Commentary]:
    """What was said of a thing, the latest period first: of one unit or the whole, or of all of them."""
    rows = said(_on(actor, thing)).select_related("measure", "objective", "unit")
    return (rows if has_all else rows.filter(unit=unit)).order_by("-starts_on", "pk")


def latest_commentaries(actor: Actor, code: str = "") -> QuerySet[Commentary]:
    """What was said last, of everything that the actor may see, or of what bears a code."""
    rows = said(commentaries_visible_to(actor)).select_related("measure", "objective", "unit")
    if code:
        rows = rows.filter(Q(measure__code__iexact=code) | Q(objective__code__iexact=code))
    return rows.order_by("-written_at", "-pk")


def commentary_beside(
    actor: Actor, thing: Measure | Objective, period: Period, unit: Unit | None = None
) -> Commentary | None:
    """What stands beside a thing in a period: said of the period, of a part of it, or of a longer one around it."""
    rows = said(_on(actor, thing)).filter(_near(period), unit=unit).select_related("measure", "objective", "unit")
    return next(reversed(_nearest_last(rows.order_by(), period)), None)


def commentaries_beside(actor: Actor, shown: Collection[Commented], period: Period) -> dict[CommentedKey, Commentary]:
    """What stands beside things in a period, by kind, id and code of the unit. One query.

    What is said of the period itself goes before what is said of a part of it, the latest, or of a longer one around it.
    """
    measures = {one.ref for one in shown if one.kind == "measure"}
    objectives = {one.ref for one in shown if one.kind == "objective"}
    if not measures and not objectives:
        return {}
    rows = said(commentaries_visible_to(actor)).filter(
        _near(period), Q(measure__in=measures) | Q(objective__in=objectives)
    )
    found: dict[CommentedKey, Commentary] = {}
    for row in _nearest_last(rows.select_related("unit").order_by(), period):
        kind, ref = ("measure", row.measure_id) if row.measure_id else ("objective", row.objective_id)
        found[kind, ref or 0, row.unit.code if row.unit else ""] = row
    return found


def commentaries_at(actor: Actor, places: Collection[CommentedPlace]) -> dict[CommentedPlace, Commentary]:
    """What stands on measures in exactly these periods, each of a unit or the whole (None). One query."""
    if not places:
        return {}
    rows = said(commentaries_visible_to(actor)).filter(
        measure__in={measure for measure, _unit, _period in places},
        starts_on__in={period.start for _measure, _unit, period in places},
    )
    return {(row.measure_id or 0, row.unit_id, row.period): row for row in rows.order_by()}


def beside(found: dict[CommentedKey, Commentary], one: Commented) -> Commentary | None:
    """What stands beside one thing of these."""
    return found.get((one.kind, one.ref, one.unit))


def _on(actor: Actor, thing: Measure | Objective) -> QuerySet[Commentary]:
    about = Q(measure=thing) if isinstance(thing, Measure) else Q(objective=thing)
    return commentaries_visible_to(actor).filter(about)


def attachments_on(
    actor: Actor, thing: Measure | Objective, unit: Unit | None = None, period: Period | None = None
) -> list[Attachment]:
    """Links and files on a thing, the latest period first, or those of one period; of a unit or the whole. One query."""
    about = Q(measure=thing) if isinstance(thing, Measure) else Q(objective=thing)
    rows = attachments_visible_to(actor).filter(about, unit=unit, is_removed=False)
    if period is not None:
        rows = rows.filter(starts_on=period.start, frequency=period.frequency.value)
    return list(rows.order_by("-starts_on", "pk")[:_MOST_ATTACHED])


def attachments_of(actor: Actor, thing: Measure | Objective) -> QuerySet[Attachment]:
    """All links and files on a thing, of the whole and of all units, the latest period first."""
    about = Q(measure=thing) if isinstance(thing, Measure) else Q(objective=thing)
    rows = attachments_visible_to(actor).filter(about, is_removed=False)
    return rows.select_related("measure", "objective", "unit").order_by("-starts_on", "pk")


def attachment_by_id(actor: Actor, pk: int) -> Attachment:
    """One link or file by its number."""
    rows = attachments_visible_to(actor).filter(pk=pk, is_removed=False)
    row = rows.select_related("measure", "objective", "unit").first()
    if row is None:
        raise NotFound("link or file", str(pk))
    return row


def content_of(attachment: Attachment) -> bytes:
    """What stands in a file, which the caller has looked up as visible."""
    return bytes(attachment.file.content) if attachment.file else b""


def said(rows: QuerySet[Commentary]) -> QuerySet[Commentary]:
    """Those that were not taken back."""
    return rows.exclude(happened="", why="", next_steps="")


def _near(period: Period) -> Q:
    return Q(starts_on__gte=period.start - _LONGEST, starts_on__lte=period.end)


def _nearest_last(rows: Iterable[Commentary], period: Period) -> list[Commentary]:
    touching = [row for row in rows if row.period.end >= period.start]

    def nearness(row: Commentary) -> tuple[bool, bool, object]:
        return row.period == period, period.contains(row.period), row.starts_on

    return sorted(touching, key=nearness)
