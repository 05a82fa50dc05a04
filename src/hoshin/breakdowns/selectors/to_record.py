"""Members whose values somebody records for a period: what holds, and what was before."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.base.periods import Period
from hoshin.breakdowns.models import Breakdown, MemberValue
from hoshin.breakdowns.policies import member_values_visible_to
from hoshin.breakdowns.selectors.reading import MemberPlace


@dataclass(frozen=True, slots=True)
class MemberToRecord:
    """A member, `depth` levels below the outermost, with its value in a period and in the one before, if any."""

    place: MemberPlace
    depth: int
    held: MemberValue | None
    before: MemberValue | None


def members_to_record(
    actor: Actor, breakdown: Breakdown, period: Period, members: Sequence[tuple[MemberPlace, int]]
) -> list[MemberToRecord]:
    """These members, each with its depth, in their order. One query."""
    earlier = period.shift(-1)
    rows = member_values_visible_to(actor).filter(
        breakdown=breakdown,
        superseded_at=None,
        period__in=(period.start, earlier.start),
        member__in=[place.id for place, _ in members],
    )
    found = {(row.member_id, row.period): row for row in rows.select_related("change").order_by()}
    return [
        MemberToRecord(place, depth, found.get((place.id, period.start)), found.get((place.id, earlier.start)))
        for place, depth in members
    ]
