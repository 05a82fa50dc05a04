"""That figures are read: how often the page of one was opened, asked about and used, as counts, for its owner."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Sum

from hoshin.accounts.access import Actor
from hoshin.actions.policies import actions_visible_to
from hoshin.base import clock
from hoshin.discussion.policies import comments_visible_to
from hoshin.measures.models import Measure
from hoshin.org.selectors import person_of
from hoshin.signals.policies import view_counts_visible_to
from hoshin.strategy.models import Objective

COUNTED_OVER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ReadersCounted:
    """In the last 30 days: how often others opened the page, what others said or asked of it, and where it is used."""

    views: int
    said: int
    actions: int


def readers_counted_of(actor: Actor, thing: Measure | Objective) -> ReadersCounted | None:
    """For the owner of a figure; None for everybody else. Three queries and one."""
    own = person_of(actor)
    if own is None or thing.owner_id != own.pk:
        return None
    kind = "measure" if isinstance(thing, Measure) else "objective"
    since = clock.now() - COUNTED_OVER
    views = view_counts_visible_to(actor).filter(**{kind: thing}, day__gte=since.date()).aggregate(all=Sum("count"))
    said = comments_visible_to(actor).filter(kind=kind, thing=thing.pk, written_at__gte=since).exclude(author=own)
    actions = actions_visible_to(actor).filter(**{kind: thing})
    return ReadersCounted(views["all"] or 0, said.filter(removed_at=None).count(), actions.count())
