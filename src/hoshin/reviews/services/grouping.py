"""Whose results a group looks at: of a unit, of everybody, or of people one by one; and for how long it was looked at."""

from collections.abc import Iterable, Sequence

from django.db.models import F, QuerySet

from hoshin.accounts.access import Actor, require
from hoshin.audit.editing import add_row
from hoshin.audit.services import act
from hoshin.base.errors import Denied, Invalid, Problem
from hoshin.base.news import tell_pages
from hoshin.base.wordings import Said
from hoshin.org.models import Person, Unit, UnitLine
from hoshin.org.selectors import person_of
from hoshin.reviews.models import (
    CalibrationChange,
    CalibrationGroup,
    CalibrationSeat,
    CalibrationTime,
    ChangeVerdict,
    CycleState,
    ReviewCycle,
    ReviewResult,
)
from hoshin.reviews.policies import ReviewRight

LEAST_SEATS, MOST_SECONDS = 2, 300


def make_group(
    actor: Actor,
    *,
    cycle: ReviewCycle,
    name: str,
    seats: Sequence[Person],
    unit: Unit | None = None,
    people: Sequence[Person] = (),
) -> CalibrationGroup:
    """Let people look together at the results of these people, else of a unit with all below (None: of everybody).

    Of a unit those are taken that are in no group yet. Invalid: fewer than two look, or
    somebody named is in a group already.
    """
    require(actor, ReviewRight.RUN)
    _require_calibrating(cycle)
    looking = list(dict.fromkeys(seats))
    if len(looking) < LEAST_SEATS:
        raise Invalid(
            Said("Two people at least look at results together: one proposes a change, another approves it."),
            field="person_0",
            remedy="Name one more.",
        )
    with act(actor, "make_calibration_group", name=name.strip()):
        numbers = _chosen(cycle, people) if people else _of_unit(cycle, unit)
        group = add_row(CalibrationGroup(cycle=cycle, name=name.strip()))
        CalibrationSeat.objects.bulk_create([CalibrationSeat(group=group, person=one) for one in looking])
        ReviewResult.objects.filter(pk__in=numbers).update(group=group)
        return group


def change_group(
    actor: Actor, *, group: CalibrationGroup, put_in: Sequence[Person] = (), take_out: Sequence[Person] = ()
) -> int:
    """Put results of people into a group, from no group, and take others out, all or nothing; how many moved.

    Invalid: somebody has no result, is in a group already or not in this one, or a change of theirs waits.
    """
    require(actor, ReviewRight.RUN)
    _require_calibrating(group.cycle)
    if not put_in and not take_out:
        raise Invalid(Said("Nobody is named."), field="put_in")
    with act(actor, "change_calibration_group", name=group.name) as running:
        come = _chosen(group.cycle, put_in, field="put_in")
        gone = _leaving(group, take_out)
        if not come and len(gone) >= ReviewResult.objects.filter(group=group).count():
            raise Invalid(Said("A group has one result at least."), field="take_out")
        ReviewResult.objects.filter(pk__in=gone).update(group=None)
        ReviewResult.objects.filter(pk__in=come).update(group=group)
        tell_pages(CalibrationGroup, [group.pk])
        running.say(count=len(come) + len(gone))
    return len(come) + len(gone)


def count_calibration_time(actor: Actor, *, group: CalibrationGroup, seconds: int) -> None:
    """Add to how long the results of a group were looked at. Whose time it was is not kept. `Denied`: no seat."""
    own = person_of(actor)
    if own is None or not CalibrationSeat.objects.filter(group=group, person=own).exists():
        raise Denied(Said("Whoever looks at this group of results is timed, and nobody else."))
    if seconds <= 0 or group.cycle.state != CycleState.CALIBRATING:
        return
    CalibrationTime.objects.get_or_create(group=group)
    CalibrationTime.objects.filter(group=group).update(seconds=F("seconds") + min(seconds, MOST_SECONDS))


def _require_calibrating(cycle: ReviewCycle) -> None:
    if cycle.state != CycleState.CALIBRATING:
        raise Invalid(Said("Groups are made once writing has ended, and before the release."))


def _of_unit(cycle: ReviewCycle, unit: Unit | None) -> list[int]:
    results = ReviewResult.objects.filter(cycle=cycle, group=None)
    if unit is not None:
        below = UnitLine.objects.filter(line__contains=[unit.pk], valid_to=None)
        results = results.filter(unit__in=below.values("unit"))
    numbers = list(results.values_list("pk", flat=True))
    if not numbers:
        raise Invalid(Said("There is no result in it that is in no group yet."), field="unit")
    return numbers


def _found(results: QuerySet[ReviewResult], people: Iterable[Person]) -> dict[int, ReviewResult]:
    return {one.person_id: one for one in results.filter(person__in=list(people)).select_for_update(of=("self",))}


def _chosen(cycle: ReviewCycle, people: Sequence[Person], field: str = "people") -> list[int]:
    """The results of these people, each in no group yet."""
    found = _found(ReviewResult.objects.filter(cycle=cycle), people)
    problems = []
    for person in people:
        result = found.get(person.pk)
        if result is None:
            problems.append(Problem(Said("%(name)s has no result in this cycle.", name=person.name), field=field))
        elif result.group_id is not None:
            said = Said("The result of %(name)s is in a group already.", name=person.name)
            problems.append(Problem(said, field=field, remedy="Take it out there first."))
    if problems:
        raise Invalid(problems)
    return [one.pk for one in found.values()]


def _leaving(group: CalibrationGroup, people: Sequence[Person]) -> list[int]:
    found = _found(ReviewResult.objects.filter(group=group), people)
    waiting = CalibrationChange.objects.filter(result__in=[one.pk for one in found.values()])
    waits = set(waiting.filter(verdict=ChangeVerdict.PROPOSED).values_list("result__person", flat=True))
    problems = []
    for person in people:
        if person.pk not in found:
            said = Said("The result of %(name)s is not in this group.", name=person.name)
            problems.append(Problem(said, field="take_out"))
        elif person.pk in waits:
            said = Said("A change of the result of %(name)s waits for an answer in this group.", name=person.name)
            problems.append(Problem(said, field="take_out"))
    if problems:
        raise Invalid(problems)
    return [one.pk for one in found.values()]
