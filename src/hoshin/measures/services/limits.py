"""From where the limits of a control chart begin anew: by a person, with a reason."""

from collections.abc import Sequence
from typing import Any

from hoshin.accounts.access import Actor, Right, require
from hoshin.audit.services import act
from hoshin.base import clock
from hoshin.base.errors import Invalid, Problem
from hoshin.base.outcome import Outcome
from hoshin.base.periods import Period
from hoshin.base.upserts import by_code, upsert
from hoshin.measures.models import LimitsReset, Measure
from hoshin.measures.rows import LimitsResetRow
from hoshin.org.models import Unit

LONGEST_REASON = 1_000


def begin_limits_anew(
    actor: Actor, *, measure: Measure, period: Period, reason: str, unit: Unit | None = None
) -> LimitsReset:
    """Let the limits of a measure's control chart, or of one unit's side of it, rest on values from a period on alone.

    Invalid: no reason, a period of another length, or one in which they begin anew already.
    """
    require(actor, Right.EDIT_PLAN)
    problems = reset_problems(reason)
    if period.frequency != measure.frequency:
        problems.append(Problem("The measure has periods of another length.", field="period", value=str(period)))
    if LimitsReset.objects.filter(measure=measure, unit=unit, period=period.start).exists():
        problems.append(Problem("The limits begin anew in this period already.", field="period", value=str(period)))
    if problems:
        raise Invalid(problems)
    with act(actor, "begin_limits_anew", measure=measure.name, period=str(period), reason=reason.strip()):
        return LimitsReset.objects.create(
            measure=measure,
            unit=unit,
            period=period.start,
            reason=reason.strip(),
            set_by=actor.name,
            set_on=clock.today(),
        )


def reset_problems(reason: str) -> list[Problem]:
    """What is wrong with why limits begin anew."""
    if not reason.strip():
        return [Problem("Say why the limits begin anew.", field="reason")]
    if len(reason) > LONGEST_REASON:
        return [Problem("This is too long.", field="reason")]
    return []


def upsert_limits_resets(actor: Actor, rows: Sequence[LimitsResetRow]) -> Outcome:
    """Let limits begin anew as it was said elsewhere, by the codes of measures and units."""
    require(actor, Right.IMPORT)
    with act(actor, "upsert_limits_resets", count=len(rows)):
        measures = by_code(Measure, {row.measure for row in rows})
        units = by_code(Unit, {row.unit for row in rows if row.unit})
        ids = {measure.pk for measure in measures.values()}
        stored = {(one.measure_id, one.unit_id, one.period): one for one in LimitsReset.objects.filter(measure__in=ids)}
        wanted: list[tuple[LimitsReset | None, dict[str, Any]]] = []
        for row in rows:
            unit_id = units[row.unit.casefold()].pk if row.unit else None
            key = (measures[row.measure.casefold()].pk, unit_id, row.period.start)
            known = stored.get(key)
            values = {"reason": row.reason, "set_by": row.set_by, "set_on": row.set_on}
            wanted.append((known, values if known else dict(zip(("measure_id", "unit_id", "period"), key)) | values))
        return upsert(LimitsReset, wanted).outcome
