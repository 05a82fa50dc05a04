"""The attainment of goals as a formula takes it: of each person, by the weights with which goals serve others."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q, Sum

from hoshin.base.periods import Frequency, Period
from hoshin.scorecards.models import Node, NodeKind
from hoshin.scorecards.selectors import period_for as period_of_plan
from hoshin.scorecards.selectors import scores_in
from hoshin.strategy.models import Contribution, Plan


def attainment_of_goals(people: Collection[int], since: date, until: date) -> dict[int, float]:
    """By person 0 to 100, of goals that ran in the time and have a score in the latest period of their plan by its end."""
    total: dict[int, float] = defaultdict(float)
    weight: dict[int, float] = defaultdict(float)
    runs = (Q(objective__start_date=None) | Q(objective__start_date__lte=until)) & (
        Q(objective__due_date=None) | Q(objective__due_date__gte=since)
    )
    last = Period(Frequency.MONTHLY, until)
    for plan in Plan.objects.all():
        nodes = Node.objects.filter(runs, plan=plan, kind=NodeKind.OBJECTIVE, unit=None, objective__owner__in=people)
        owners = {node: (owner, goal) for node, owner, goal in nodes.values_list("pk", "objective__owner", "objective")}
        period = period_of_plan(plan)
        if not owners or period is None:
            continue
        shares = dict(
            Contribution.objects.filter(objective__in=[goal for _owner, goal in owners.values()])
            .order_by()
            .values_list("objective")
            .annotate(Sum("weight"))
        )
        for node, score in scores_in(list(owners), period if period.start <= last.start else last).items():
            owner, goal = owners[node]
            if score is not None:
                share = shares.get(goal) or 1.0
                total[owner] += share * score
                weight[owner] += share
    return {person: total[person] / weight[person] for person in total if weight[person]}
