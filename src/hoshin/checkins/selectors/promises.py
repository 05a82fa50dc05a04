"""How many of the values of measures come within their promise: by the day on which they would be late.

Of measures of the plan: key results of goals are asked for by check-ins. A measure promises from its first value on, so
that a history brought in at once neither keeps nor breaks anything.
"""

from dataclasses import dataclass

from django.db import connection

from hoshin.accounts.access import Actor, require
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.checkins.policies import CheckInRight

MONTHS = 12
# Where no plan says more: as plans are made.
DEFAULT_LAG = 10
LEAST_MEASURES = LEAST_PEOPLE = 5
_STEPS = (
    (Frequency.DAILY, "day", "1 day"),
    (Frequency.WEEKLY, "week", "7 days"),
    (Frequency.MONTHLY, "month", "1 month"),
    (Frequency.QUARTERLY, "quarter", "3 months"),
    (Frequency.HALF_YEARLY, "year", "6 months"),
    (Frequency.ANNUAL, "year", "1 year"),
)
# By month in which a value was due: how many were, of how many measures and people, and how many stood by then.
_KEPT = """
WITH step(frequency, unit, length) AS (SELECT * FROM unnest(%s::text[], %s::text[], %s::interval[])),
wanted AS (
    SELECT m.id, coalesce(m.supplier_id, m.owner_id) AS person, s.unit AS span, s.length, coalesce(m.close_lag_days, (
        SELECT min(plan.close_lag_days) FROM strategy_contribution c JOIN strategy_objective o ON o.id = c.parent_id
        JOIN strategy_plan plan ON plan.id = o.plan_id WHERE c.measure_id = m.id
    ), %s) AS lag
    FROM measures_measure m JOIN step s ON s.frequency = m.frequency
    WHERE m.formula = '' AND NOT EXISTS (
        SELECT 1 FROM strategy_contribution c JOIN okrs_commitment k ON k.objective_id = c.parent_id
        WHERE c.measure_id = m.id
    )
), promise AS (
    SELECT a.measure_id, a.unit_id, w.person, w.span, w.length, w.lag, min(a.recorded_at)::date AS begun
    FROM wanted w JOIN measures_actual a ON a.measure_id = w.id GROUP BY 1, 2, 3, 4, 5, 6
), due AS (
    SELECT p.measure_id, p.unit_id, p.person, at.day::date AS period, (at.day + p.length)::date - 1 + p.lag AS due_on
    FROM promise p
    CROSS JOIN generate_series(date_trunc(p.span, %s::date - interval '1 year' - p.length), %s::date, p.length) AS at(day)
    WHERE (at.day + p.length)::date - 1 + p.lag >= p.begun
)
SELECT date_trunc('month', due_on)::date, count(*), count(DISTINCT measure_id), count(DISTINCT person),
    count(*) FILTER (WHERE EXISTS (
    SELECT 1 FROM measures_actual a WHERE a.measure_id = due.measure_id AND a.unit_id IS NOT DISTINCT FROM due.unit_id
        AND a.period = due.period AND a.recorded_at::date <= due.due_on
))
FROM due WHERE due_on >= %s AND due_on < %s GROUP BY 1 ORDER BY 1 DESC"""


@dataclass(frozen=True, slots=True)
class MonthOfPromises:
    """Of the values that were due in a month the share 0–1 that stood by then.

    None of fewer than five measures, or where one to four people give them; nobody gives what is read from a source.
    """

    month: Period
    due: int
    share: float | None


def months_of_promises(actor: Actor) -> list[MonthOfPromises]:
    """The last year, the latest month first; of the running one the days that are over. One query."""
    require(actor, CheckInRight.CHECK_IN_ANY)
    today = clock.today()
    since = Period.containing(today, Frequency.MONTHLY).shift(1 - MONTHS).start
    frequencies, units, lengths = (list(column) for column in zip(*_STEPS, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, [frequencies, units, lengths, DEFAULT_LAG, since, today, since, today])
        rows = cursor.fetchall()
    return [
        MonthOfPromises(
            Period.containing(month, Frequency.MONTHLY),
            due,
            kept / due if measures >= LEAST_MEASURES and not 0 < people < LEAST_PEOPLE else None,
        )
        for month, due, measures, people, kept in rows
    ]
