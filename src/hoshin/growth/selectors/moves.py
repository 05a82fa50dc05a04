"""Where people went who had a role, and how long they had it: counted from their positions over time."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.growth.models import JobRole
from hoshin.org.policies import past_positions_visible_to, people_visible_to
from hoshin.org.presence import is_still_here

YEARS = 5
LEAST_PEOPLE = 5
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class MadeMove:
    """Where five people at least went from a role; `share` of all who moved, 0 to 1, where nobody's way follows from it."""

    job_family: str
    level: str
    people: int
    share: float | None


@dataclass(frozen=True, slots=True)
class RoleCareer:
    """What became of people who had a role within five years.

    `now`: how many have it today. `made`: the directions in which five or more went. `has_others`: some went elsewhere, in
    directions of fewer. `years`: how long those who moved had it, the median; None of fewer than five.
    """

    now: int
    made: list[MadeMove]
    has_others: bool
    years: float | None


def career_of(actor: Actor, role: JobRole) -> RoleCareer:
    """What became of people who had a role. Two queries.

    Whoever kept family and level, in another unit or with another title, did not move; who left the organisation is not
    counted. Everybody counts once in each direction.
    """
    directions, movers, years, stays = _ways_from(actor, role)
    told = [one for one in directions if one[2] >= LEAST_PEOPLE]
    hidden = sum(people for _family, _level, people in directions) - sum(people for _family, _level, people in told)
    # With fewer than five hidden, a share of all would say how many they are.
    is_shared = hidden == 0 or hidden >= LEAST_PEOPLE
    made = [
        MadeMove(family, level, people, people / movers if is_shared else None)
        for family, level, people in sorted(told, key=lambda one: (-one[2], one[:2]))
    ]
    now = people_visible_to(actor).filter(is_still_here(), job_family__iexact=role.job_family, level__iexact=role.level)
    return RoleCareer(now.count(), made, hidden > 0, years if stays >= LEAST_PEOPLE else None)


# Each row of `held` is a position that ended, beside what the person has now. One of the role is left where the next one
# is of another family or level; it was begun where the last one of another ended, or with the person's first day.
_WAYS = """
WITH place AS (
    SELECT *, upper(family) = upper(%s) AND upper(level) = upper(%s) AS is_own FROM ({held})
    AS held (person, until, family, level, started, now_family, now_level)
), step AS (
    SELECT person, until, is_own,
        coalesce(lead(family) OVER w, now_family) AS family, coalesce(lead(level) OVER w, now_level) AS level,
        coalesce(lead(is_own) OVER w, upper(now_family) = upper(%s) AND upper(now_level) = upper(%s)) AS stays,
        coalesce(max(until) FILTER (WHERE NOT is_own) OVER w, started) AS since
    FROM place WINDOW w AS (PARTITION BY person ORDER BY until)
)
SELECT mode() WITHIN GROUP (ORDER BY family), mode() WITHIN GROUP (ORDER BY level), count(DISTINCT person),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY until - since), count(since), grouping(upper(family), upper(level))
FROM step WHERE is_own AND NOT stays AND family <> '' AND until >= %s
GROUP BY GROUPING SETS ((upper(family), upper(level)), ())"""


def _ways_from(actor: Actor, role: JobRole) -> tuple[list[tuple[str, str, int]], int, float | None, int]:
    """Where people went within five years: family, level and how many, of each direction; how many moved in all; for how
    many years they had it, the median, and of how many times that is known. One query, however many there were."""
    past = past_positions_visible_to(actor)
    had = past.filter(job_family__iexact=role.job_family, level__iexact=role.level).order_by().values("person")
    columns = ("job_family", "level", "person__start_date", "person__job_family", "person__level")
    rows = past.filter(person__in=had).order_by().values_list("person", "valid_to", *columns)
    held, given = rows.query.sql_with_params()
    since = clock.today() - timedelta(days=round(_YEAR * YEARS))
    own = [role.job_family, role.level]
    with connection.cursor() as cursor:
        cursor.execute(_WAYS.format(held=held), [*own, *given, *own, since])
        found = cursor.fetchall()
    directions = [(family, level, people) for family, level, people, _days, _known, is_all in found if not is_all]
    [(movers, days, known)] = [row[2:5] for row in found if row[5]]
    return directions, movers, None if days is None else days / _YEAR, known
