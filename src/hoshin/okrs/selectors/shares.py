"""Which share of a parent's weight a goal would have: shown while weights are typed."""

from django.db.models import Sum

from hoshin.accounts.access import Actor
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.policies import objectives_visible_to


def share_in(actor: Actor, parent: Objective, weight: float, child: Objective | None = None) -> float | None:
    """The share 0–1 that a child of this weight has among all that counts for a parent; None where nothing weighs.

    What the actor may not see counts, and is not named. NotFound is not raised: of a hidden parent nothing is told.
    """
    if not objectives_visible_to(actor).filter(pk=parent.pk).exists():
        return None
    others = Contribution.objects.filter(parent=parent, kind=Contribution.Kind.CONTRIBUTES)
    if child is not None:
        others = others.exclude(objective=child)
    total = weight + (others.aggregate(total=Sum("weight"))["total"] or 0.0)
    return weight / total if total > 0 else None
