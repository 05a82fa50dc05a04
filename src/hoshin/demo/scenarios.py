"""What the agency's executive has tried out: one scenario shared with everyone, one kept with two people."""

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base.periods import Period
from hoshin.demo.plan import CODE
from hoshin.initiatives.models import ExpectedEffect
from hoshin.org.models import Person
from hoshin.scenarios.rows import Assumption, ChangeKind
from hoshin.scenarios.services import save_scenario
from hoshin.scorecards.models import NodeKind, Score
from hoshin.strategy.models import Contribution, Plan

_SERVED, _HALF = 3, 0.5


def try_out(executive: User, readers: tuple[User, ...], face: str, last: Period) -> None:
    """Keep two scenarios of the executive's for the last month that is over."""
    actor, plan = Actor.of(executive, face), Plan.objects.get(code=CODE)
    if not Person.objects.filter(user=executive).exists():
        return
    effects = ExpectedEffect.objects.filter(objective__plan=plan, initiative__due_date__gte=last.end)
    closing = [
        Assumption(ChangeKind.EFFECT, effect.high or _HALF, objective=effect.objective, initiative=effect.initiative)
        for effect in effects.select_related("objective", "initiative").order_by("pk")
        if _has_gap(plan, effect, last)
    ]
    if closing:
        save_scenario(
            actor,
            plan=plan,
            period=last,
            name="The roadmap delivers what it promises",
            description="Each initiative closes the larger share of its gap. Is that enough for green?",
            assumptions=closing[:_SERVED],
            visibility="everyone",
        )
    save_scenario(
        actor,
        plan=plan,
        period=last,
        name="People first: fill the posts, and weigh it",
        description="What if the three measures of our people that lag most reached their targets this month?",
        assumptions=_lagging(plan, last),
        visibility="named",
        readers=list(Person.objects.filter(user__in=readers)),
    )


def _has_gap(plan: Plan, effect: ExpectedEffect, last: Period) -> bool:
    measures = Contribution.objects.filter(parent=effect.objective, measure__isnull=False).values("measure")
    known = {"value__isnull": False, "target__isnull": False, "period": last.start}
    return Score.objects.filter(node__plan=plan, node__unit=None, node__measure__in=measures, **known).exists()


def _lagging(plan: Plan, last: Period) -> list[Assumption]:
    """The lowest scores among measures of the plan's own objectives that say what is wanted, at their targets."""
    rows = Score.objects.filter(
        node__plan=plan,
        node__kind=NodeKind.MEASURE,
        node__unit=None,
        node__measure__formula="",
        node__measure__serves__parent__commitment=None,
        period=last.start,
        score__lt=100,
        value__isnull=False,
        target__isnull=False,
    )
    lowest = rows.select_related("node__measure").order_by("score", "node")[:_SERVED]
    return [
        Assumption(ChangeKind.VALUE, row.target, measure=row.node.its_measure)
        for row in lowest
        if row.target is not None
    ]
