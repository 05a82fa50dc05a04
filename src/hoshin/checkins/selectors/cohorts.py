"""How check-ins hold by weeks since people began, month by month in which they did, and never of a person.

Who began in a month is a cohort: those whose first goal started then, or ran when anybody checked in at all for the first
time. So whoever never checked in counts as well: such products die of silence in weeks two to six, and silence must not be
missing from the curve.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.transaction import atomic

from hoshin.accounts.access import Actor, require
from hoshin.base import clock
from hoshin.base.periods import Frequency, Period
from hoshin.checkins.policies import CheckInRight
from hoshin.checkins.rhythm import week_of

# The weeks since the start that are told, the first counted as 1.
WEEKS_SINCE = (1, 2, 3, 4, 6, 8, 12)
MOST_COHORTS = 12
# Fewer people would be told of one by one.
LEAST_PEOPLE = 5

# Goals that count and ask for check-ins in the weeks on whose Thursday they run: of all people, told as sums alone.
_ASKED = """
asked AS (
    SELECT o.id AS objective, c.measure_id AS measure, o.owner_id AS owner,
        greatest(coalesce(o.start_date, k.created_at::date), first.day) AS begun,
        date_trunc('week', greatest(coalesce(o.start_date, k.created_at::date), first.day) + 3)::date AS since,
        o.due_date AS until
    FROM (SELECT min(checked_on) AS day FROM checkins_checkin) first CROSS JOIN strategy_contribution c
    JOIN strategy_objective o ON o.id = c.parent_id AND o.removed_on IS NULL AND o.owner_id IS NOT NULL
    JOIN okrs_commitment k ON k.objective_id = o.id AND NOT k.is_draft
    WHERE c.measure_id IS NOT NULL AND o.due_date IS NOT NULL
), started AS (
    SELECT owner, min(since) AS week, date_trunc('month', min(begun))::date AS month FROM asked GROUP BY owner
)"""
_DUE = f"""
WITH {_ASKED}
SELECT s.month, k.week, count(*), count(DISTINCT s.owner)
FROM started s JOIN asked a USING (owner) CROSS JOIN unnest(%s::int[]) AS k(week)
WHERE s.month >= %s AND s.week + 7 * (k.week - 1) BETWEEN a.since AND least(a.until - 3, %s) GROUP BY 1, 2"""  # noqa: S608 – texts of ours
_DONE = f"""
WITH {_ASKED}, said AS (
    SELECT DISTINCT objective_id, measure_id, date_trunc('week', checked_on)::date AS week FROM checkins_checkin
)
SELECT s.month, (said.week - s.week) / 7 + 1, count(*)
FROM said JOIN asked a ON a.objective = said.objective_id AND a.measure = said.measure_id JOIN started s USING (owner)
WHERE s.month >= %s AND said.week BETWEEN a.since AND a.until - 3 GROUP BY 1, 2"""  # noqa: S608 – texts of ours


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who began in a month: how many, and by week since then the share 0–1 of what was due that was said.

    `shares` goes along `WEEKS_SINCE`; None where the week is not over, or fewer than five were asked.
    """

    month: Period
    people: int
    shares: tuple[float | None, ...]


def cohorts_of_check_ins(actor: Actor) -> list[Cohort]:
    """The last twelve months in which at least five people began, the latest first. Two queries."""
    require(actor, CheckInRight.CHECK_IN_ANY)
    last_week = week_of(clock.today()).shift(-1)
    earliest = Period.containing(clock.today(), Frequency.MONTHLY).shift(1 - MOST_COHORTS).start
    with atomic(), connection.cursor() as cursor:
        # Of goals put together on the way the planner expects a handful: it would look through all for each check-in.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(_DUE, [list(WEEKS_SINCE), earliest, last_week.start])
        due = {(month, week): (count, people) for month, week, count, people in cursor.fetchall()}
        cursor.execute(_DONE, [earliest])
        done = {(month, week): count for month, week, count in cursor.fetchall()}
        cursor.execute("SET LOCAL enable_nestloop = on")
    found = []
    for month in sorted({month for month, _week in due}, reverse=True):
        people = max(people for (of, _week), (_count, people) in due.items() if of == month)
        if people >= LEAST_PEOPLE:
            shares = tuple(_share(due.get((month, week)), done.get((month, week), 0)) for week in WEEKS_SINCE)
            found.append(Cohort(_month(month), people, shares))
    return found


def _share(due: tuple[int, int] | None, done: int) -> float | None:
    if due is None or due[1] < LEAST_PEOPLE:
        return None
    return min(done / due[0], 1.0)


def _month(day: date) -> Period:
    return Period.containing(day, Frequency.MONTHLY)
