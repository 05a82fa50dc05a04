"""What forecasts does when something below it changes."""

from collections.abc import Sequence

from hoshin.base import events
from hoshin.forecasts.services import REFRESH_ALL, REFRESH_SOME
from hoshin.measures.events import MeasuresChanged

# Beyond so many, all are found again: an import of a whole plan names thousands.
_MANY = 500


def register() -> None:
    """Subscribe to the news of the apps below. New values are found by the worker itself, so that recording pays nothing."""
    events.subscribe(MeasuresChanged, _follow_measures)


def _follow_measures(news: Sequence[MeasuresChanged]) -> None:
    changed = sorted({measure for event in news for measure in event.measure_ids})
    if len(changed) > _MANY:
        events.after_commit(REFRESH_ALL)
    elif changed:
        events.after_commit(REFRESH_SOME, measures=changed)
