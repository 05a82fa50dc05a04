"""What the audit trail asks of recorded values of members: which a change recorded, and how they are taken back.

As with actuals: a recorded value is never changed and names its change itself; taking it back appends what held before.
"""

from collections.abc import Collection, Sequence

from django.db import connection
from django.db.models import Q

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.tracked import Recording
from hoshin.base import clock
from hoshin.base.errors import Conflict
from hoshin.base.periods import Frequency, Period
from hoshin.base.wordings import shown
from hoshin.breakdowns.models import Breakdown, MemberValue
from hoshin.measures.fields import columns, columns_or_nothing
from hoshin.measures.policies import MeasureRight
from hoshin.org.selectors import person_of

_SAME_PLACE = "o.breakdown_id = a.breakdown_id AND o.period = a.period AND o.member_id = a.member_id"
# Those that hold and those that did are found through an index each.
_BEFORE = f"""(SELECT * FROM breakdowns_membervalue o WHERE {_SAME_PLACE} AND o.superseded_at IS NOT NULL
                   AND o.id < a.id {{and_more}} ORDER BY o.id DESC LIMIT 1)"""  # noqa: S608 – names of columns
_RECORDINGS = f"""
SELECT a.change_id, a.id, m.code, m.frequency, n.name, a.period, before.value, a.value, a.note
FROM unnest(%s::bigint[]) AS c(id),
LATERAL (SELECT * FROM breakdowns_membervalue WHERE change_id BETWEEN c.id AND c.id ORDER BY change_id, id LIMIT %s) a
JOIN breakdowns_breakdown b ON b.id = a.breakdown_id
JOIN measures_measure m ON m.id = b.measure_id
JOIN breakdowns_member n ON n.id = a.member_id
LEFT JOIN LATERAL {_BEFORE.format(and_more="")} before ON true
ORDER BY a.id"""  # noqa: S608 – names of columns
_COUNTS = """
SELECT c.id, count(*) FROM unnest(%s::bigint[]) AS c(id),
LATERAL (SELECT 1 FROM breakdowns_membervalue WHERE change_id BETWEEN c.id AND c.id ORDER BY change_id, id LIMIT %s) a
GROUP BY c.id"""
_OVERTAKEN = f"""
SELECT a.change_id, min(o.change_id) FROM breakdowns_membervalue a JOIN breakdowns_membervalue o
ON {_SAME_PLACE} AND o.id > a.id AND o.change_id <> a.change_id
WHERE a.change_id = ANY(%s) AND a.superseded_at IS NOT NULL GROUP BY a.change_id"""  # noqa: S608 – names of columns
_SUPERSEDE = """
UPDATE breakdowns_membervalue SET superseded_at = greatest(%s, recorded_at)
WHERE change_id = %s AND superseded_at IS NULL"""
_RESTORE = f"""
INSERT INTO breakdowns_membervalue (breakdown_id, member_id, period, {columns()}, recorded_at, change_id)
SELECT a.breakdown_id, a.member_id, a.period, {columns_or_nothing("before")}, a.superseded_at, %s
FROM (SELECT DISTINCT ON (breakdown_id, member_id, period) * FROM breakdowns_membervalue WHERE change_id = %s
      ORDER BY breakdown_id, member_id, period, id DESC) a
LEFT JOIN LATERAL {_BEFORE.format(and_more="AND o.change_id <> a.change_id")} before ON true"""  # noqa: S608


def recordings(change_ids: Collection[int], limit: int) -> list[Recording]:
    """The first values of each change, each beside the one that held before. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORDINGS, [list(change_ids), limit])
        found = cursor.fetchall()
    return [
        Recording(
            change_id,
            row,
            f"{code}, {member}, {Period(Frequency(frequency), period).label}",
            code,
            _told(before),
            _told(after),
            note,
        )
        for change_id, row, code, frequency, member, period, before, after, note in found
    ]


def counts(change_ids: Collection[int], most: int) -> dict[int, int]:
    """How many values each change recorded, one more than `most` where more; changes without any are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [list(change_ids), most + 1])
        return dict(cursor.fetchall())


def overtaken(change_ids: Collection[int]) -> dict[int, int]:
    """The changes of which a value was corrected or withdrawn later, with the first change that did."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERTAKEN, [list(change_ids)])
        return dict(cursor.fetchall())


def may_take_back(actor: Actor, changes: Sequence[Change]) -> set[int]:
    """Of these changes those all of whose values the actor may record: their own, or any for whoever sees the trail."""
    change_ids = {change.pk for change in changes if actor.may_see_trail or change.is_by(actor)}
    if actor.has(MeasureRight.RECORD_ANY):
        return change_ids
    person = person_of(actor) if actor.has(MeasureRight.RECORD_OWN) else None
    if person is None:
        return set()
    own = Q(breakdown__measure__owner=person)
    own |= Q(breakdown__measure__supplier=person, breakdown__measure__needs_approval=False)
    others = MemberValue.objects.filter(change__in=change_ids).exclude(own)
    return change_ids - set(others.order_by().values_list("change", flat=True).distinct())


def take_back(running_id: int, change_id: int) -> int:
    """Append what held before a change, or that nothing did, in the name of the running one; how many values.

    The breakdowns are held in the order of their ids, as everywhere where values of members are written. Conflict where
    somebody corrected one of the values meanwhile.
    """
    rows = MemberValue.objects.filter(change=change_id)
    ids = list(rows.order_by().values_list("breakdown_id", flat=True).distinct())
    if not ids:
        return 0
    list(Breakdown.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    if overtaken([change_id]):
        raise Conflict("Somebody corrected one of these values meanwhile. Nothing was undone: look at it first.")
    with connection.cursor() as cursor:
        cursor.execute(_SUPERSEDE, [clock.now(), change_id])
        cursor.execute(_RESTORE, [running_id, change_id])
        return int(cursor.rowcount)


def _told(value: float | None) -> str:
    return "–" if value is None else shown(value)
