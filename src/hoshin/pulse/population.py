"""Whom a wave goes to, by unit, as the organisation stands: what a launch freezes, and its preview shows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from random import Random, SystemRandom

from hoshin.org.models import Person, Unit
from hoshin.org.people_rules import EVERYBODY, PeopleRule
from hoshin.org.presence import works_here


@dataclass(slots=True)
class InvitedGroup:
    """A unit in its place, parents first: those directly in it who are asked, by their numbers, how many are asked in all of
    it, and how many are `there`.

    The first is everybody who is asked, and a unit where the wave goes to one.
    """

    unit: Unit | None
    parent: int
    depth: int
    people: list[int] = field(default_factory=list)
    invited: int = 0
    there: int = 0


def groups_of(
    unit: Unit | None, share: int = 100, draw: Random | None = None, only: PeopleRule = EVERYBODY
) -> list[InvitedGroup]:
    """The units below one (None: all of them) with the people who are there today and whom the rule means; those without
    anybody are left out.

    Of fewer than 100 percent (`share`) a sample, drawn anew each time.
    """
    people: dict[int | None, list[int]] = defaultdict(list)
    for person, place in only.of(Person.objects.filter(works_here())).order_by("pk").values_list("pk", "unit"):
        people[place].append(person)
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for one in Unit.objects.order_by("code"):
        below[one.parent_id].append(one)
    groups = [InvitedGroup(unit, -1, 0, people[unit.pk if unit else None])]
    waiting = [(one, 0) for one in reversed(below[unit.pk if unit else None])]
    while waiting:
        one, parent = waiting.pop()
        groups.append(InvitedGroup(one, parent, groups[parent].depth + 1, people[one.pk]))
        waiting += [(child, len(groups) - 1) for child in reversed(below[one.pk])]
    for group in groups:
        group.there = len(group.people)
    if share < 100:
        _draw(groups, share, draw or SystemRandom())
    return _filled(groups)


def _draw(groups: Sequence[InvitedGroup], share: int, draw: Random) -> None:
    """Keep so many percent of the people by chance, each with the same; along the tree, so that each part has its share."""
    everybody = [(group, person) for group in groups for person in draw.sample(group.people, len(group.people))]
    wanted, start = ceil(len(everybody) * share / 100), draw.random()
    for group in groups:
        group.people = []
    for step in range(wanted):
        group, person = everybody[int((step + start) * len(everybody) / wanted)]
        group.people.append(person)


def _filled(groups: Sequence[InvitedGroup]) -> list[InvitedGroup]:
    for group in reversed(groups):
        group.invited += len(group.people)
        if group.parent >= 0:
            groups[group.parent].invited += group.invited
            groups[group.parent].there += group.there
    kept = [at for at, group in enumerate(groups) if group.invited or not at]
    place = {at: new for new, at in enumerate(kept)}
    for at in kept:
        if groups[at].parent >= 0:
            groups[at].parent = place[groups[at].parent]
    return [groups[at] for at in kept]
