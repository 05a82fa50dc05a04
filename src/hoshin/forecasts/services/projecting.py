"""Projected scores are found again where anything changed that they rest on, and once a night."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as later

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit import meanwhile
from hoshin.audit.models import Entry, Face
from hoshin.base.tasks import Job, JobProgress
from hoshin.forecasts.assembly import found_projections
from hoshin.forecasts.models import LookedAt, Projection
from hoshin.measures.models import Actual
from hoshin.strategy.models import Plan

# The row that says up to which changes projections were found; the first is that of forecasts.
_SEEN = 2
# What a projected score rests on, beside values: definitions and targets, what counts for what, and where units stand.
_RESTS_ON = Q(table__startswith="measures_") | Q(table__startswith="strategy_") | Q(table__startswith="org_")


def refresh_projections(actor: Actor, plans: Sequence[Plan] | None = None, progress: JobProgress | None = None) -> int:
    """Find the projected scores of plans (None: of all) again; returns how many are stored. They stand in no trail."""
    require(actor, Right.EDIT_PLAN)
    wanted = list(Plan.objects.order_by("pk")) if plans is None else list(plans)
    stored = 0
    for done, plan in enumerate(wanted, start=1):
        rows = found_projections(plan)
        Projection.objects.filter(node__plan=plan).delete()
        Projection.objects.bulk_create(rows, batch_size=5_000)
        stored += len(rows)
        if progress is not None:
            progress(done, len(wanted))
    return stored


def _project_all(progress: JobProgress) -> None:
    _keep(meanwhile.moment())
    refresh_projections(Actor.system(Face.WORKER), None, progress)


def _project_changed(progress: JobProgress) -> None:
    """All plans, where anything changed since it was looked that scores rest on."""
    seen = LookedAt.objects.filter(pk=_SEEN).values_list("changes", flat=True).first()
    since = meanwhile.since(tuple(seen or ())).changes
    if seen is not None and not since:
        return
    is_moved = (
        Actual.objects.filter(change__in=since).exists() or Entry.objects.filter(_RESTS_ON, change__in=since).exists()
    )
    if seen is None or is_moved:
        _project_all(progress)


def _keep(changes: tuple[int, ...]) -> None:
    LookedAt.objects.update_or_create(defaults={"changes": list(changes)}, pk=_SEEN)


# The lock is that of forecasts: what is drawn is what they say.
_LOCK = "forecasts.refresh"
PROJECT_CHANGED = Job(
    "forecasts.project_changed",
    _project_changed,
    later("Project scores where something changed"),
    lock=_LOCK,
    schedule="4-59/10 * * * *",
)
# After the forecasts of the night.
PROJECT_ALL = Job("forecasts.project_all", _project_all, later("Project all scores"), lock=_LOCK, schedule="31 2 * * *")
