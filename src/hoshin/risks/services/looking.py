"""Keeping on each indicator where its latest value lies."""

from collections.abc import Iterable

from hoshin.risks.assembly import latest_figures, standing_at
from hoshin.risks.models import RiskIndicator


def look_at(indicators: Iterable[RiskIndicator]) -> list[RiskIndicator]:
    """Those indicators whose latest value lies elsewhere than it did, brought up to date and written. Five statements."""
    rows = list(indicators)
    known = latest_figures({row.measure_id for row in rows})
    moved = []
    for row in rows:
        figure = known.get(row.measure_id)
        now = standing_at(figure.value if figure else None, row)
        if now != row.standing:
            row.standing, row.since = now, figure.period.start if figure else None
            moved.append(row)
    RiskIndicator.objects.bulk_update(moved, ["standing", "since"], batch_size=500)
    return moved
