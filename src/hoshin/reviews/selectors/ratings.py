"""Finds what ratings of a cycle tell of raters, of groups and of goals, as far as the actor may see it."""

from dataclasses import dataclass

from hoshin.accounts.access import Actor
from hoshin.measures.policies import measures_visible_to
from hoshin.okrs.policies import cycle_results_visible_to
from hoshin.org.relations import is_self
from hoshin.reviews.assembly import GoalQuestion, ScreenLine, goal_questions
from hoshin.reviews.models import CalibrationGroup, RaterFinding, ReviewCycle, ReviewScreen
from hoshin.reviews.policies import findings_visible_to, results_visible_to, screens_visible_to
from hoshin.strategy.policies import objectives_visible_to

MOST_RATERS = 300


@dataclass(frozen=True, slots=True)
class RatersTold:
    """What is told of the actor's own ratings, and of those of others whose HR they are, the unusual first."""

    own: list[RaterFinding]
    others: list[RaterFinding]


@dataclass(frozen=True, slots=True)
class KeptScreen:
    """A screen of a whole cycle as it was kept, with its lines."""

    screen: ReviewScreen
    lines: list[ScreenLine]


def raters_told(actor: Actor, cycle: ReviewCycle) -> RatersTold:
    """What is told of raters of a cycle, as far as the actor may see it. Two queries."""
    rows = findings_visible_to(actor).filter(cycle=cycle).select_related("person__unit")
    own = list(rows.filter(is_self(actor, "person")))
    others = list(rows.exclude(is_self(actor, "person"))[:MOST_RATERS])
    return RatersTold(own, sorted(others, key=lambda one: (-len(one.flags), one.person.name)))


def kept_screens(actor: Actor, cycle: ReviewCycle) -> list[KeptScreen]:
    """The screens of a whole cycle that the actor may see, the latest first."""
    rows = screens_visible_to(actor).filter(cycle=cycle).order_by("-made_at", "-pk")
    return [KeptScreen(one, [ScreenLine(**line) for line in one.lines]) for one in rows]


def questions_about_goals(actor: Actor, group: CalibrationGroup) -> list[tuple[str, list[GoalQuestion]]]:
    """By the name of the person what they should be asked about their goals, of those whose results the actor sees in a
    group, in measures and objectives that the actor may see."""
    rows = results_visible_to(actor).filter(group=group)
    names = dict(rows.values_list("person", "person__name"))
    cycle = group.cycle
    measures = measures_visible_to(actor).filter(owner__in=names)
    objectives = objectives_visible_to(actor).filter(owner__in=names)
    closed = cycle_results_visible_to(actor).filter(objective__owner__in=names)
    asked = goal_questions(measures, objectives, closed, cycle.starts_on, cycle.ends_on)
    people = sorted({one.person for one in asked}, key=lambda person: names[person])
    return [(names[person], [one for one in asked if one.person == person]) for person in people]
