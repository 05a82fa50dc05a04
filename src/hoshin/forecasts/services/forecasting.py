"""Forecasts are found again when values change, and once a night.

Whoever records a value pays nothing for it: every few minutes the worker looks by itself which values were recorded since.
"""

from collections.abc import Collection, Iterator, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit import meanwhile
from hoshin.audit.models import Face
from hoshin.base.tasks import Job, JobProgress
from hoshin.forecasts.assembly import found_forecasts
from hoshin.forecasts.models import Forecast, LookedAt
from hoshin.measures.models import Actual, Measure
from hoshin.scorecards.assembly.formulas import dependents_of

PART = 1_000
# The row that says up to which changes forecasts were found; the other is that of projections.
_SEEN = 1


def refresh_forecasts(
    actor: Actor, measures: Collection[int] | None = None, progress: JobProgress | None = None
) -> int:
    """Find the forecasts of some measures (None: of all) again; returns how many are stored. They stand in no trail."""
    require(actor, Right.EDIT_PLAN)
    wanted = sorted(Measure.objects.values_list("pk", flat=True) if measures is None else measures)
    stored = 0
    for done, part in enumerate(_parts(wanted)):
        rows = found_forecasts(part)
        _remember(rows, Forecast.objects.filter(measure__in=part))
        Forecast.objects.filter(measure__in=part).delete()
        Forecast.objects.bulk_create(rows)
        stored += len(rows)
        if progress is not None:
            progress(min((done + 1) * PART, len(wanted)), len(wanted))
    return stored


def _remember(rows: Sequence[Forecast], before: QuerySet[Forecast]) -> None:
    """Write into each forecast how likely its target was before the last value came, of the same target by the same day."""
    known = {(one.measure_id, one.unit_id): one for one in before.defer("edges").order_by()}
    for row in rows:
        was = known.get((row.measure_id, row.unit_id))
        if was is not None and (was.due_on, was.target) == (row.due_on, row.target):
            row.probability_before = was.probability if was.first < row.first else was.probability_before


def _parts(wanted: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(wanted), PART):
        yield wanted[first : first + PART]


def _refresh_all(progress: JobProgress) -> None:
    # Looked at before it is read: what is recorded meanwhile is found again by the next.
    _keep(meanwhile.moment())
    refresh_forecasts(_worker(), None, progress)


def _refresh_some(progress: JobProgress, measures: Sequence[int]) -> None:
    refresh_forecasts(_worker(), dependents_of(frozenset(measures)), progress)


def _refresh_recorded(progress: JobProgress) -> None:
    """Those of which values were recorded since it was looked, and those that are computed from them."""
    seen = LookedAt.objects.filter(pk=_SEEN).values_list("changes", flat=True).first()
    now = meanwhile.moment()
    if seen is None:
        _keep(now)
        refresh_forecasts(_worker(), None, progress)
        return
    since = meanwhile.since(tuple(seen)).changes
    if not since:
        return
    _keep(now)
    recorded = Actual.objects.filter(change__in=since).order_by().values_list("measure", flat=True).distinct()
    refresh_forecasts(_worker(), dependents_of(frozenset(recorded)), progress)


def _worker() -> Actor:
    return Actor.system(Face.WORKER)


def _keep(changes: tuple[int, ...]) -> None:
    LookedAt.objects.update_or_create(defaults={"changes": list(changes)}, pk=_SEEN)


_LOCK = "forecasts.refresh"
REFRESH_SOME = Job("forecasts.refresh_some", _refresh_some, later("Forecast measures that changed"), lock=_LOCK)
REFRESH_RECORDED = Job(
    "forecasts.refresh_recorded",
    _refresh_recorded,
    later("Forecast measures with new values"),
    lock=_LOCK,
    schedule="*/3 * * * *",
)
# Once a night: dues come nearer, and years begin.
REFRESH_ALL = Job(
    "forecasts.refresh_all", _refresh_all, later("Forecast all measures"), lock=_LOCK, schedule="11 2 * * *"
)
