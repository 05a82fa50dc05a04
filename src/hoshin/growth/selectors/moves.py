"""Where people went who had a role, and how long they had it: counted from their positions over time."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.growth.models import JobRole
from hoshin.org.policies import past_positions_visible_to, people_visible_to

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


class _Spell(NamedTuple):
    """A family and level that somebody had, and from when (None: not known) until when (None: today)."""

    job_family: str
    level: str
    since: date | None
    until: date | None

    @property
    def place(self) -> tuple[str, str]:
        return self.job_family.casefold(), self.level.casefold()


def career_of(actor: Actor, role: JobRole) -> RoleCareer:
    """What became of people who had a role. Two queries.

    Whoever kept family and level, in another unit or with another title, did not move; who left the organisation is not
    counted. Everybody counts once in each direction.
    """
    since = clock.today() - timedelta(days=round(_YEAR * YEARS))
    own = (role.job_family.casefold(), role.level.casefold())
    moves: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], tuple[str, str]] = {}
    movers, stays = 0, []
    for spells in _spells_of_those_who_had_it(actor, role):
        went = [
            (spell, after)
            for spell, after in pairwise(spells)
            if spell.place == own and after.job_family and spell.until is not None and spell.until >= since
        ]
        moves.update({after.place for _spell, after in went})
        for _spell, after in went:
            names.setdefault(after.place, (after.job_family, after.level))
        movers += bool(went)
        stays += [(spell.until - spell.since).days / _YEAR for spell, _after in went if spell.since and spell.until]
    told = {place: people for place, people in moves.items() if people >= LEAST_PEOPLE}
    hidden = sum(moves.values()) - sum(told.values())
    # With fewer than five hidden, a share of all would say how many they are.
    is_shared = hidden == 0 or hidden >= LEAST_PEOPLE
    made = [
        MadeMove(*names[place], people, people / movers if is_shared else None)
        for place, people in sorted(told.items(), key=lambda one: (-one[1], names[one[0]]))
    ]
    now = people_visible_to(actor).filter(end_date=None, job_family__iexact=role.job_family, level__iexact=role.level)
    return RoleCareer(now.count(), made, hidden > 0, median(stays) if len(stays) >= LEAST_PEOPLE else None)


def _spells_of_those_who_had_it(actor: Actor, role: JobRole) -> Iterator[list[_Spell]]:
    """Of everybody who had a role before: what they had one after the other, equal neighbours as one."""
    past = past_positions_visible_to(actor)
    had = past.filter(job_family__iexact=role.job_family, level__iexact=role.level).order_by().values("person")
    rows = past.filter(person__in=had).order_by("person", "valid_to")
    columns = ("job_family", "level", "valid_to", "person__start_date", "person__job_family", "person__level")
    for _person, group in groupby(rows.values_list("person", *columns), key=lambda row: row[0]):
        found: list[_Spell] = []
        start, now = None, ("", "")
        for _pk, family, level, until, started, *now_said in group:
            start = start if found else started
            _append(found, _Spell(family, level, start, until))
            start, now = until, tuple(now_said)
        _append(found, _Spell(*now, start, None))
        yield found


def _append(found: list[_Spell], spell: _Spell) -> None:
    if found and found[-1].place == spell.place:
        found[-1] = found[-1]._replace(until=spell.until)
    else:
        found.append(spell)
