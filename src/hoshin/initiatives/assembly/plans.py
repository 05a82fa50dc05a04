"""The plan of milestones that wait for each other: what is critical, what has time to spare, what a slip moves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hoshin.engine.scheduling import Network, ScheduleResult, network, schedule, slip


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A milestone as far as the plan knows it; what is done does not move. `start`: its due day where it has none."""

    pk: int
    start: date
    due: date
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class MovedStep:
    """Where a milestone comes to lie, by how many days it moves, and whether another pushes it."""

    start: date
    due: date
    days: int
    is_pushed: bool


@dataclass(frozen=True, slots=True)
class StepPlan:
    """Milestones in a network; `slack`: by number the days that each has to spare before something ends later."""

    steps: tuple[DatedStep, ...]
    net: Network
    found: ScheduleResult
    places: Mapping[int, int]

    def slack_of(self, pk: int) -> int:
        """Days that a milestone may slip before the last of all that hangs together with it ends later."""
        return int(self.found.slack[self.places[pk]])

    def is_critical(self, pk: int) -> bool:
        """Open, without a day to spare, and waited for or waiting: alone in its network every milestone would be."""
        at = self.places[pk]
        joined = self.net.needs[at] or self.net.needed_by[at]
        return bool(joined) and not self.steps[at].is_done and bool(self.found.critical[at])

    def end_of(self, pk: int) -> date:
        """The day on which the last of all that hangs together with a milestone is done at the earliest."""
        group = self.found.group[self.places[pk]]
        return date.fromordinal(int(self.found.finish[self.found.group == group].max()))

    def moved(self, by: Mapping[int, int]) -> dict[int, MovedStep]:
        """What moves when milestones (by number) move by days: themselves, and what waits for them."""
        starts, days = _columns(self.steps)
        held = [step.is_done for step in self.steps]
        result = slip(self.net, starts, days, {self.places[pk]: float(count) for pk, count in by.items()}, fixed=held)
        found = {}
        for at, step in enumerate(self.steps):
            count = int(result.moved[at])
            if count:
                shift = timedelta(days=count)
                found[step.pk] = MovedStep(step.start + shift, step.due + shift, count, bool(result.pushed[at]))
        return found

    def after(self, moves: Mapping[int, MovedStep]) -> "StepPlan":
        """The plan once these moved."""
        there = (
            DatedStep(step.pk, moves[step.pk].start, moves[step.pk].due, step.is_done) if step.pk in moves else step
            for step in self.steps
        )
        return _planned(tuple(there), self.net, self.places)


def plan_of(steps: Sequence[DatedStep], waits: Collection[tuple[int, int]]) -> StepPlan:
    """The plan of milestones, of which the first of each pair waits for the second. ValueError where they form a circle.

    Pairs with an end that is not among the milestones are left out.
    """
    places = {step.pk: at for at, step in enumerate(steps)}
    pairs = [(places[one], places[other]) for one, other in waits if one in places and other in places]
    net = network(len(steps), [one for one, _ in pairs], [other for _, other in pairs])
    return _planned(tuple(steps), net, places)


def _planned(steps: tuple[DatedStep, ...], net: Network, places: Mapping[int, int]) -> StepPlan:
    starts, days = _columns(steps)
    return StepPlan(steps, net, schedule(net, starts, days), places)


def _columns(steps: Sequence[DatedStep]) -> tuple[list[float], list[float]]:
    starts = [float(step.start.toordinal()) for step in steps]
    return starts, [float((step.due - step.start).days) for step in steps]
