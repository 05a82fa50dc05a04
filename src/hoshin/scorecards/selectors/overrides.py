"""Statuses set by hand."""

from hoshin.accounts.access import Actor
from hoshin.base import clock
from hoshin.scorecards.models import Node, StatusOverride
from hoshin.scorecards.policies import overrides_visible_to


def override_in_force(actor: Actor, node: Node) -> StatusOverride | None:
    """The status set by hand that counts for a node today."""
    today = clock.today()
    rows = overrides_visible_to(actor).filter(
        node=node, is_withdrawn=False, starts_on__lte=today, expires_on__gte=today
    )
    return rows.order_by("-id").first()


def overrides_of(actor: Actor, node: Node | int, limit: int = 10) -> list[StatusOverride]:
    """All statuses ever set by hand for a node, newest first."""
    return list(overrides_visible_to(actor).filter(node=node).order_by("-id")[:limit])
