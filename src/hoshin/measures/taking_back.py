"""What the audit trail asks of recorded values: which a change recorded, and how they are taken back.

A recorded value is never changed and names its change itself; taking it back appends what held before.
"""

from collections.abc import Collection, Sequence

from django.db import connection
from django.db.models import Min, Q

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.tracked import Recording
from hoshin.base import clock
from hoshin.base.errors import Conflict
from hoshin.base.events import publish
from hoshin.base.periods import Frequency, Period
from hoshin.base.wordings import shown
from hoshin.measures.events import ActualsChanged
from hoshin.measures.fields import columns, columns_or_nothing
from hoshin.measures.models import Actual, Measure
from hoshin.measures.policies import MeasureRight
from hoshin.org.selectors import person_of

_SAME_PLACE = "o.measure_id = a.measure_id AND o.period = a.period AND o.unit_id IS NOT DISTINCT FROM a.unit_id"
# A range instead of an equality: the planner would otherwise walk the whole table by its key to find a small change.
_RECORDINGS = f"""
SELECT a.change_id, a.id, m.code, m.frequency, u.code, a.period, before.value, a.value, a.note
FROM unnest(%s::bigint[]) AS c(id),
LATERAL (SELECT * FROM measures_actual WHERE change_id BETWEEN c.id AND c.id ORDER BY change_id, id LIMIT %s) a
JOIN measures_measure m ON m.id = a.measure_id
LEFT JOIN org_unit u ON u.id = a.unit_id
LEFT JOIN LATERAL (SELECT value FROM measures_actual o WHERE {_SAME_PLACE} AND o.id < a.id
                   ORDER BY o.id DESC LIMIT 1) before ON true
ORDER BY a.id"""  # noqa: S608 – names of columns
_COUNTS = """
SELECT c.id, count(*) FROM unnest(%s::bigint[]) AS c(id),
LATERAL (SELECT 1 FROM measures_actual WHERE change_id BETWEEN c.id AND c.id ORDER BY change_id, id LIMIT %s) a
GROUP BY c.id"""
_OVERTAKEN = f"""
SELECT a.change_id, min(o.change_id) FROM measures_actual a JOIN measures_actual o
ON {_SAME_PLACE} AND o.id > a.id AND o.change_id <> a.change_id
WHERE a.change_id = ANY(%s) AND a.superseded_at IS NOT NULL GROUP BY a.change_id"""  # noqa: S608 – names of columns
_SUPERSEDE = """
UPDATE measures_actual SET superseded_at = greatest(%s, recorded_at) WHERE change_id = %s AND superseded_at IS NULL"""
_RESTORE = f"""
INSERT INTO measures_actual (measure_id, unit_id, period, {columns()}, recorded_at, change_id)
SELECT a.measure_id, a.unit_id, a.period, {columns_or_nothing("before")}, a.superseded_at, %s
FROM (SELECT DISTINCT ON (measure_id, unit_id, period) * FROM measures_actual WHERE change_id = %s
      ORDER BY measure_id, unit_id, period, id DESC) a
LEFT JOIN LATERAL (SELECT * FROM measures_actual o WHERE {_SAME_PLACE} AND o.id < a.id AND o.change_id <> a.change_id
                   ORDER BY o.id DESC LIMIT 1) before ON true"""  # noqa: S608 – names of columns


def recordings(change_ids: Collection[int], limit: int) -> list[Recording]:
    """The first values of each change, each beside the one that held before. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORDINGS, [list(change_ids), limit])
        found = cursor.fetchall()
    return [
        Recording(
            change_id,
            row,
            f"{code}{f' of {unit}' if unit else ''}, {Period(Frequency(frequency), period).label}",
            code,
            *_compared(before, after),
            note,
        )
        for change_id, row, code, frequency, unit, period, before, after, note in found
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
    if not actor.has(MeasureRight.RECORD_OWN):
        return set()
    person = person_of(actor)
    if person is None:
        return set()
    recorded = Actual.objects.filter(change__in=change_ids)
    # What needs approval is put back by whoever gives it.
    others = recorded.exclude(Q(measure__owner=person) | Q(measure__supplier=person, measure__needs_approval=False))
    return change_ids - set(others.order_by().values_list("change", flat=True).distinct())


def take_back(running_id: int, change_id: int) -> int:
    """Append what held before a change, or that nothing did, in the name of the running one; how many values.

    The measures are held in the order of their ids, as everywhere where values are written. Conflict where somebody
    corrected one of the values meanwhile.
    """
    rows = Actual.objects.filter(change=change_id)
    ids = list(rows.order_by().values_list("measure_id", flat=True).distinct())
    if not ids:
        return 0
    list(Measure.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    if overtaken([change_id]):
        raise Conflict("Somebody corrected one of these values meanwhile. Nothing was undone: look at it first.")
    since = rows.aggregate(Min("period"))["period__min"]
    with connection.cursor() as cursor:
        cursor.execute(_SUPERSEDE, [clock.now(), change_id])
        cursor.execute(_RESTORE, [running_id, change_id])
        count = cursor.rowcount
    publish(ActualsChanged(frozenset(ids), since))
    return count


def _compared(before: float | None, after: float | None) -> tuple[str, str]:
    """Both as people read them; as exactly as it takes where they would read the same."""
    told = ["–" if value is None else shown(value) for value in (before, after)]
    if told[0] == told[1] and before is not None and after is not None and before != after:
        return f"{before:,.15g}", f"{after:,.15g}"
    return told[0], told[1]
