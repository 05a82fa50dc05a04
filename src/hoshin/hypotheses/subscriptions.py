"""What hypotheses does when something below it changes."""

from collections.abc import Sequence

from hoshin.base import events
from hoshin.hypotheses.services import EXAMINE_PLANS
from hoshin.strategy.events import CausalLinksChanged


def register() -> None:
    """Subscribe to the news of links. New values are looked at every night: recording pays nothing for it."""
    events.subscribe(CausalLinksChanged, _follow_links)


def _follow_links(news: Sequence[CausalLinksChanged]) -> None:
    events.after_commit(EXAMINE_PLANS, plans=sorted({plan for one in news for plan in one.plan_ids}))
