"""Where goals do not line up: goals that lead nowhere, objectives that nobody takes up, people with too many goals.

Each is one condition of a query, which counts and lists alike. What would need a look at all goals lies ready
(`services.lining_up`, `services.loads`).
"""

from collections.abc import Collection
from datetime import timedelta

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.okrs.models import Commitment
from hoshin.org.models import Person
from hoshin.org.policies import people_visible_to
from hoshin.strategy.models import Contribution, Objective, Plan
from hoshin.strategy.policies import objectives_visible_to

# From so many goals on somebody has too many: with more than ten, each is under a tenth of the weight.
MOST_GOALS = 7
CHILDLESS_AFTER = timedelta(days=30)

# What counts for a perspective of its plan: it stands in one, and counts for nothing else.
_ARRIVES = """o.perspective_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM strategy_contribution t WHERE t.objective_id = o.id AND t.kind = 'contributes')"""
# What serves nothing and stands in no perspective, and what is below that: unless it counts for a perspective itself, or
# serves something else as well that is not. What is not below such a root leads to the plan, so that few of all objectives
# are looked at.
_ADRIFT = f"""
WITH RECURSIVE roots AS MATERIALIZED (
    SELECT o.id FROM strategy_objective o
    WHERE o.plan_id = %s AND o.removed_on IS NULL AND o.perspective_id IS NULL
      AND NOT EXISTS (SELECT FROM strategy_contribution t WHERE t.objective_id = o.id)
), below(id) AS (
    SELECT id FROM roots
    UNION SELECT t.objective_id FROM below JOIN strategy_contribution t ON t.parent_id = below.id
    WHERE t.objective_id IS NOT NULL
), found(id) AS (
    SELECT b.id FROM below b JOIN strategy_contribution t ON t.objective_id = b.id
    WHERE NOT EXISTS (SELECT FROM below a WHERE a.id = t.parent_id)
    UNION SELECT o.id FROM below b JOIN strategy_objective o ON o.id = b.id WHERE {_ARRIVES}
    UNION SELECT t.objective_id FROM found JOIN strategy_contribution t ON t.parent_id = found.id
    WHERE t.objective_id IS NOT NULL
)
SELECT id FROM below EXCEPT SELECT id FROM found
"""  # noqa: S608 – text of our own
# The other way, for a few: from them upwards.
_ABOVE = f"""
WITH RECURSIVE above(start, id) AS (
    SELECT o.id, o.id FROM strategy_objective o WHERE o.id = ANY(%s)
    UNION SELECT a.start, t.parent_id FROM above a JOIN strategy_contribution t ON t.objective_id = a.id
)
SELECT DISTINCT a.start FROM above a JOIN strategy_objective o ON o.id = a.id WHERE {_ARRIVES}
"""  # noqa: S608 – text of our own


def active_goals() -> QuerySet[Commitment]:
    """Goals that count: no drafts, not archived, not dropped."""
    return Commitment.objects.filter(is_draft=False, archived_on=None, objective__removed_on=None)


def goals_adrift(objectives: Collection[int]) -> set[int]:
    """Those of a few objectives from which no way leads to a perspective of the plan. One query, upwards from them."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [list(objectives)])
        return set(objectives) - {pk for (pk,) in cursor.fetchall()}


def goals_adrift_in(plan: Plan) -> set[int]:
    """The goals of a plan that count and from which no way leads to a perspective of it. Looks at most of them."""
    with connection.cursor() as cursor:
        cursor.execute(_ADRIFT, [plan.pk])
        adrift = {pk for (pk,) in cursor.fetchall()}
    counting = active_goals().filter(objective__plan=plan).order_by()
    return adrift.intersection(counting.values_list("objective_id", flat=True).iterator()) if adrift else adrift


def orphans(actor: Actor, plan: Plan) -> QuerySet[Objective]:
    """Goals that count and lead to nothing of the plan, as far as the actor may see them, the oldest first."""
    rows = objectives_visible_to(actor).filter(plan=plan, adrift__isnull=False)
    return rows.select_related("owner", "unit").order_by("adrift")


def childless(actor: Actor, plan: Plan) -> QuerySet[Objective]:
    """Objectives of the plan or of a unit that no other serves, a month after they began; as far as the actor sees them."""
    begun = clock.today() - CHILDLESS_AFTER
    old = Q(start_date__lte=begun) | Q(start_date=None, created_at__date__lte=begun)
    served = Contribution.objects.filter(parent=OuterRef("pk"), objective__isnull=False, objective__removed_on=None)
    rows = (
        objectives_visible_to(actor).filter(old, plan=plan).filter(Q(unit__isnull=False) | Q(perspective__isnull=False))
    )
    return rows.exclude(Exists(served)).select_related("owner", "unit").order_by("code")


def overloaded(actor: Actor) -> QuerySet[Person]:
    """People with more goals of their own that count than one keeps in mind, each with how many (`goals`), most first."""
    people = people_visible_to(actor).filter(overload__isnull=False)
    return people.annotate(goals=F("overload__goals")).order_by("-goals", "name", "pk")
