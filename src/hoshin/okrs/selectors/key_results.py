"""Key results as rows of a table: every measure that serves an objective, with its target and its last value."""

from collections.abc import Iterator

from hoshin.accounts.access import Actor
from hoshin.measures.models import Direction
from hoshin.measures.policies import actuals_visible_to, targets_visible_to
from hoshin.okrs.rows import KeyResultRow
from hoshin.strategy.policies import contributions_visible_to


def key_result_rows(actor: Actor) -> Iterator[KeyResultRow]:
    """What the actor may see of them, by objective. Three queries."""
    rows = contributions_visible_to(actor).filter(measure__isnull=False).select_related("parent")
    serving = rows.order_by().values("measure")
    held = targets_visible_to(actor).filter(unit=None, starts_on=None, measure__in=serving)
    targets = {target.measure_id: target for target in held}
    recorded = actuals_visible_to(actor).filter(unit=None, superseded_at=None, measure__in=serving)
    latest = recorded.order_by("measure", "-period").distinct("measure").values_list("measure", "value")
    values = dict(latest)
    for row in rows:
        measure, target = row.measure, targets.get(row.measure_id or 0)
        assert measure is not None, "asked for with a measure"
        is_band = measure.direction == Direction.BAND
        first, last = ("low", "high") if is_band else ("baseline", "target")
        yield KeyResultRow(
            code=measure.code,
            objective=row.parent.code,
            name=measure.name,
            measure=measure.code,
            direction=measure.direction,
            baseline=getattr(target, first, None),
            target=getattr(target, last, None),
            current=values.get(measure.pk),
            weight=row.weight,
            due_date=measure.due_on,
            unit_of_measure=measure.unit_of_measure,
        )
