"""Series of strategy reviews: begun, changed, handed over, removed while they have no meeting."""

from collections.abc import Iterable
from typing import Any

from hoshin.accounts.access import Actor
from hoshin.audit.editing import add_row, change_row, remove_row
from hoshin.audit.services import act
from hoshin.base.codes import free_code
from hoshin.base.errors import Denied
from hoshin.base.wordings import Said
from hoshin.org.models import Person, Unit
from hoshin.org.relations import is_self
from hoshin.strategy.models import Plan
from hoshin.strategy_reviews.models import ReviewCadence, StrategyReviewMember, StrategyReviewSeries
from hoshin.strategy_reviews.policies import StrategyReviewRight, require_leading, require_may_begin


def begin_series(
    actor: Actor,
    *,
    name: str,
    plan: Plan,
    chair: Person | None,
    unit: Unit | None = None,
    cadence: str = ReviewCadence.QUARTERLY,
    members: Iterable[Person] = (),
    place: str = "",
    minutes: int = 90,
) -> StrategyReviewSeries:
    """Begin meetings in which a plan is reviewed. Outside of the office one begins only what one leads."""
    require_may_begin(actor)
    if not actor.has(StrategyReviewRight.HOLD_ANY) and not _is_own(actor, chair):
        raise Denied(Said("Begin a series that you lead, or ask the strategy office."))
    with act(actor, "begin_review_series", name=name.strip()):
        series = add_row(
            StrategyReviewSeries(
                code=free_code(StrategyReviewSeries.objects.all(), "RS-1"),
                name=name.strip(),
                plan=plan,
                unit=unit,
                chair=chair,
                cadence=cadence,
                place=place.strip(),
                minutes=minutes,
            )
        )
        set_people(series, members)
    return series


def change_series(
    actor: Actor,
    *,
    series: StrategyReviewSeries,
    version: int | None = None,
    members: Iterable[Person] | None = None,
    **values: Any,
) -> StrategyReviewSeries:
    """Change a series; meetings that are planned already stay as they are. Conflict: see `change_row`."""
    require_leading(actor, series)
    with act(actor, "change_review_series", name=series.name):
        row, _changed = change_row(series, version=version, **values)
        if members is not None:
            set_people(row, members)
    return row


def hand_over_series(actor: Actor, *, series: StrategyReviewSeries, to: Person) -> StrategyReviewSeries:
    """Have somebody else lead a series, and its meetings to come."""
    require_leading(actor, series)
    with act(actor, "hand_over_review_series", name=series.name, chair=to.name):
        before = series.chair
        row, _changed = change_row(series, version=None, chair=to)
        for review in row.reviews.filter(closed_at=None, chair=before):
            change_row(review, version=None, chair=to)
    return row


def remove_series(actor: Actor, *, series: StrategyReviewSeries, version: int | None = None) -> None:
    """Remove a series that has no meeting."""
    require_leading(actor, series)
    with act(actor, "remove_review_series", name=series.name):
        remove_row(series, version=version, in_use=Said("%(name)s has meetings.", name=series.name))


def set_people(series: StrategyReviewSeries, people: Iterable[Person]) -> None:
    """Name these people, and nobody else."""
    wanted = {person.pk: person for person in people}
    for row in series.members.all():
        if wanted.pop(row.person_id, None) is None:
            row.delete()
    for person in wanted.values():
        add_row(StrategyReviewMember(series=series, person=person))


def _is_own(actor: Actor, chair: Person | None) -> bool:
    return chair is not None and Person.objects.filter(is_self(actor, ""), pk=chair.pk).exists()
