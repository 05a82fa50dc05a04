"""Where people went who had a role: counted from their positions over time."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import CharField, Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.growth.models import JobRole
from hoshin.org.policies import past_positions_visible_to

YEARS = 5
LEAST_PEOPLE = 5


@dataclass(frozen=True, slots=True)
class MadeMove:
    """Where people went from a role. `share` of all who left it, 0 to 1; None while those are fewer than five."""

    job_family: str
    level: str
    people: int
    share: float | None


def moves_made(actor: Actor, role: JobRole) -> list[MadeMove]:
    """The families and levels to which people went from a role in the last five years, the most frequent first. One query.

    Whoever kept family and level, in another unit or with another title, did not move; who left the organisation is not
    counted.
    """
    since = clock.today() - timedelta(days=round(365.25 * YEARS))
    past = past_positions_visible_to(actor)
    later = past.filter(person=OuterRef("person"), valid_to__gt=OuterRef("valid_to")).order_by("valid_to")
    left = past.filter(valid_to__gte=since, job_family__iexact=role.job_family, level__iexact=role.level)
    rows = (
        left.annotate(
            next_family=_next(later.values("job_family"), "person__job_family"),
            next_level=_next(later.values("level"), "person__level"),
        )
        .exclude(next_family__iexact=role.job_family, next_level__iexact=role.level)
        .exclude(next_family="")
        .order_by()
        .values_list("next_family", "next_level")
        .annotate(people=Count("person", distinct=True))
        .order_by("-people", "next_family", "next_level")
    )
    found = list(rows)
    whole = sum(people for _family, _level, people in found)
    is_enough = whole >= LEAST_PEOPLE
    return [MadeMove(family, level, people, people / whole if is_enough else None) for family, level, people in found]


def _next(later: object, now: str) -> Coalesce:
    return Coalesce(Subquery(later[:1]), F(now), output_field=CharField())  # type: ignore[index]  # a query
