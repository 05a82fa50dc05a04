"""Values with periods across, filled with what is known: measures and units down, the last periods of each kind across."""

from collections import defaultdict
from datetime import date

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.ordering import by_code
from hoshin.base.periods import Frequency, Period
from hoshin.base.sheets import CLOSED, Across
from hoshin.measures.policies import actuals_visible_to, measures_visible_to

_NAMES = ("measure", "name", "unit_of_measure", "frequency", "unit")


def values_across(actor: Actor, count: int) -> Across:
    """Each measure whose values are recorded, with the last `count` periods of its frequency, the present one among them."""
    measures = list(
        measures_visible_to(actor)
        .filter(formula="")
        .order_by(by_code(), "id")
        .values_list("id", "code", "name", "unit_of_measure", "frequency")
    )
    kinds = [frequency for frequency in Frequency if any(row[-1] == frequency.value for row in measures)]
    present = {kind: Period.containing(clock.today(), kind) for kind in kinds}
    periods = [present[kind].shift(step) for kind in kinds for step in range(1 - count, 1)]
    known = _known(actor, {kind.value: present[kind].shift(1 - count).start for kind in kinds})
    rows = []
    for pk, *said, frequency in measures:
        for unit in sorted(known.get(pk, {"": {}})):
            values = known.get(pk, {}).get(unit, {})
            cells = [
                values.get(period.start) if period.frequency == Frequency(frequency) else CLOSED for period in periods
            ]
            rows.append([*said, frequency, unit, *cells])
    return Across(_NAMES, tuple(periods), rows)


def _known(actor: Actor, since: dict[str, date]) -> dict[int, dict[str, dict[date, float | None]]]:
    """Values that hold, by measure, the code of their unit and the first day of their period."""
    found: dict[int, dict[str, dict[date, float | None]]] = defaultdict(lambda: defaultdict(dict))
    earliest = min(since.values(), default=clock.today())
    held = actuals_visible_to(actor).filter(superseded_at=None, period__gte=earliest)
    fields = ("measure_id", "unit__code", "period", "value")
    for measure, unit, start, value in held.values_list(*fields).iterator(chunk_size=20_000):
        found[measure][unit or ""][start] = value
    return found
