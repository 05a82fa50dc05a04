"""Milestones with what they wait for, the days that they have to spare, how they slipped, and what a slip would move."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.base.errors import NotFound
from hoshin.initiatives.assembly import DatedStep, MovedStep, StepPlan, plan_of
from hoshin.initiatives.models import Baseline, Initiative, Milestone, MilestoneDependency
from hoshin.initiatives.policies import baselines_visible_to, dependencies_visible_to, milestones_visible_to

_JOINED = """
WITH RECURSIVE joined(id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT CASE WHEN it.milestone_id = joined.id THEN it.needs_id ELSE it.milestone_id END
    FROM joined JOIN initiatives_milestonedependency it ON it.milestone_id = joined.id OR it.needs_id = joined.id
) SELECT id FROM joined"""


@dataclass(frozen=True, slots=True)
class PlannedMilestone:
    """A milestone with its place in the plan.

    `slack`: days to spare before the last of all that hangs together ends later; None where nothing hangs together, or it
    is done. `agreed`: when it was due in the latest plan that was agreed, `slip`: days beyond that. `needs`, `needed_by`:
    milestones at the other ends, as far as the actor sees them.
    """

    row: Milestone
    needs: tuple[Milestone, ...] = ()
    needed_by: tuple[Milestone, ...] = ()
    slack: int | None = None
    is_critical: bool = False
    agreed: date | None = None

    @property
    def slip(self) -> int | None:
        """Days beyond the plan that was agreed; of what is done by the day on which it was."""
        return None if self.agreed is None else ((self.row.done_on or self.row.due_date) - self.agreed).days

    @property
    def late_days(self) -> int:
        """Days by which it is overdue, or was done late; 0: neither."""
        if self.row.is_cancelled:
            return 0
        return max(0, ((self.row.done_on or clock.today()) - self.row.due_date).days)

    @property
    def is_late(self) -> bool:
        return self.row.done_on is None and self.late_days > 0


@dataclass(frozen=True, slots=True)
class SlipEffect:
    """What a slip moves: milestones with where they come to lie, and when the last of them was and would be done.

    `is_critical`: the slip moves that end. `foreign`: how many milestones that the actor does not see it moves as well.
    """

    moved: tuple[tuple[Milestone, MovedStep], ...]
    ends: date
    ends_after: date
    foreign: int = 0

    @property
    def is_critical(self) -> bool:
        return self.ends_after > self.ends


def milestone_by_code(actor: Actor, initiative: Initiative, code: str) -> Milestone:
    """The milestone of that code. NotFound where the initiative has none."""
    rows = milestones_visible_to(actor).filter(initiative=initiative).select_related("owner", "initiative")
    row = rows.filter(code__iexact=code.strip()).first()
    if row is None:
        raise NotFound("milestone", code)
    return row


def milestone_named(actor: Actor, initiative: Initiative, text: str) -> Milestone:
    """The milestone that a text names: `CODE` of the same initiative, or `INITIATIVE/CODE`. NotFound where there is none."""
    other, _, code = text.rpartition("/")
    rows = milestones_visible_to(actor).select_related("initiative")
    row = rows.filter(initiative__code__iexact=(other or initiative.code).strip(), code__iexact=code.strip()).first()
    if row is None:
        raise NotFound("milestone", text)
    return row


def planned_milestones(
    actor: Actor, initiatives: Sequence[Initiative], baselines: Sequence[Baseline] | None = None
) -> dict[int, list[PlannedMilestone]]:
    """The milestones of these initiatives in their order, by initiative. Six queries, however many they are.

    `baselines`: their latest agreed plans, where these are known already.
    """
    numbers = [one.pk for one in initiatives]
    rows = list(milestones_visible_to(actor).filter(initiative__in=numbers).select_related("owner", "initiative"))
    linked, waits = hanging_together([row.pk for row in rows])
    plan = plan_of([_dated(row) for row in linked.values()], waits)
    seen = set(
        dependencies_visible_to(actor)
        .filter(Q(milestone__initiative__in=numbers) | Q(needs__initiative__in=numbers))
        .values_list("milestone", "needs")
    )
    needs, needed_by = defaultdict(list), defaultdict(list)
    for one, other in waits:
        if (one, other) in seen:
            needs[one].append(linked[other])
            needed_by[other].append(linked[one])
    agreed = _dates_in(latest_baselines(actor, numbers) if baselines is None else baselines)
    found: dict[int, list[PlannedMilestone]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.position, row.due_date, row.pk)):
        joined = (needs[row.pk] or needed_by[row.pk]) and row.done_on is None and row.pk in plan.places
        found[row.initiative_id].append(
            PlannedMilestone(
                row,
                tuple(needs[row.pk]),
                tuple(needed_by[row.pk]),
                plan.slack_of(row.pk) if joined else None,
                bool(joined) and plan.is_critical(row.pk),
                agreed.get(row.initiative_id, {}).get(row.code.casefold()),
            )
        )
    return found


def _dates_in(baselines: Sequence[Baseline]) -> dict[int, dict[str, date]]:
    """By initiative and casefolded code when each milestone was due in these agreed plans."""
    return {
        row.initiative_id: {one["code"].casefold(): date.fromisoformat(one["due"]) for one in row.dates}
        for row in baselines
    }


def latest_baselines(actor: Actor, initiatives: Collection[int]) -> list[Baseline]:
    """The latest agreed plan of each initiative."""
    rows = baselines_visible_to(actor).filter(initiative__in=initiatives)
    return list(rows.order_by("initiative_id", "-agreed_at", "-pk").distinct("initiative_id"))


def hanging_together(numbers: Collection[int]) -> tuple[dict[int, Milestone], list[tuple[int, int]]]:
    """These milestones and all that wait for them or that they wait for, at whatever distance, and the pairs.

    Also those that somebody may not see: a plan without them would tell wrong dates. Cancelled ones stand in no plan. Three
    queries, however far it reaches.
    """
    joined = _joined(numbers)
    rows = Milestone.objects.filter(pk__in=joined, is_cancelled=False).select_related("initiative", "owner")
    known = {row.pk: row for row in rows}
    ends = MilestoneDependency.objects.filter(milestone__in=known, needs__in=known).order_by()
    return known, sorted(ends.values_list("milestone", "needs"))


def _joined(numbers: Collection[int]) -> list[int]:
    """The numbers of these milestones and of all to which a way along dependencies leads, in either direction."""
    with connection.cursor() as cursor:
        cursor.execute(_JOINED, [list(numbers)])
        return [pk for (pk,) in cursor.fetchall()]


def plan_around(numbers: Collection[int]) -> tuple[dict[int, Milestone], StepPlan]:
    """The plan of these milestones and of all that hangs together with them."""
    linked, waits = hanging_together(numbers)
    return linked, plan_of([_dated(row) for row in linked.values()], waits)


def effect_of(actor: Actor, moves: Mapping[int, int]) -> SlipEffect:
    """What moving milestones (by number) by days would move, before anything is saved."""
    linked, plan = plan_around(moves.keys())
    by = {pk: days for pk, days in moves.items() if pk in linked}
    moved = plan.moved(by)
    seen = set(milestones_visible_to(actor).filter(pk__in=moved).values_list("pk", flat=True))
    after = plan.after(moved)
    ends = max((plan.end_of(pk) for pk in by), default=clock.today())
    ends_after = max((after.end_of(pk) for pk in by), default=ends)
    shown = sorted((pk for pk in moved if pk in seen), key=lambda pk: (pk not in by, moved[pk].due, pk))
    return SlipEffect(tuple((linked[pk], moved[pk]) for pk in shown), ends, ends_after, len(moved.keys() - seen))


def _dated(row: Milestone) -> DatedStep:
    """What is done lies where it was done."""
    if row.done_on is not None:
        return DatedStep(row.pk, min(row.start_date or row.done_on, row.done_on), row.done_on, is_done=True)
    return DatedStep(row.pk, row.start_date or row.due_date, row.due_date)
