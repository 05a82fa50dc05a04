"""Whether a goal is a draft: decided by one rule, whoever changed what it rests on.

A draft is linked to what it serves and counts nowhere; what is whole counts there, unless the office let a link be one.
"""

from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hoshin.base.copying import count_anew
from hoshin.base.events import publish
from hoshin.measures.events import MeasuresChanged
from hoshin.measures.models import Measure, Target
from hoshin.okrs.events import AlignmentOutdated, CommitmentsWritten
from hoshin.okrs.models import Commitment
from hoshin.okrs.policies import IS_CLOSED
from hoshin.org.events import PersonRemoved
from hoshin.strategy.events import ObjectivesChanged
from hoshin.strategy.models import Contribution, Objective
from hoshin.strategy.services.contributions import let_count

HAS_TARGET = Exists(Target.objects.filter(measure__serves__parent=OuterRef("objective")))
# What is proposed for the first time counts for nothing, however whole it is.
WHOLE = Q(objective__owner__isnull=False, objective__due_date__isnull=False) & Q(HAS_TARGET) & ~Q(agreed="proposed")
# From so many on, one look at all of them is less work than naming each.
MANY = 2_000
COUNTS = Exists(Contribution.objects.filter(objective=OuterRef("objective"), kind=Contribution.Kind.CONTRIBUTES))


def is_whole(commitment: Commitment) -> bool:
    """Whether a goal has an owner, a due date, and a key result with a target, and is not proposed."""
    return Commitment.objects.filter(WHOLE, pk=commitment.pk).exists()


def follow_objectives(news: Sequence[ObjectivesChanged | CommitmentsWritten]) -> None:
    """Decide anew of goals whose objective, measures or links changed, or that came from elsewhere."""
    changed = frozenset[int]().union(*(event.objective_ids for event in news))
    if len(changed) < MANY:
        _settle(Commitment.objects.filter(objective__in=changed))
    else:
        count_anew(Commitment, Objective, Contribution, Target)
        _settle(Commitment.objects.all())


def follow_measures(news: Sequence[MeasuresChanged]) -> None:
    """Decide anew of goals whose key results changed; of all, where a measure is gone: it is not known what it served."""
    changed = frozenset[int]().union(*(event.measure_ids for event in news))
    if len(changed) >= MANY or Measure.objects.filter(pk__in=changed).count() < len(changed):
        _settle(Commitment.objects.all())
    else:
        _settle(Commitment.objects.filter(objective__contributions__measure__in=changed).distinct())


def follow_leaving(news: Sequence[PersonRemoved]) -> None:
    """Whose goals have no owner any more is not known: decide anew of those that have none."""
    _settle(Commitment.objects.filter(objective__owner=None))


def _settle(rows: QuerySet[Commitment]) -> None:
    """Bring those in step that are held for what they are not: first the drafts, so that nothing counts by accident."""
    standing = rows.filter(objective__removed_on=None).exclude(IS_CLOSED)
    for is_draft, differing in (
        (True, ~WHOLE & (Q(is_draft=False) | Q(COUNTS))),
        (False, WHOLE & Q(is_draft=True)),
    ):
        found = dict(standing.filter(differing).order_by("pk").values_list("pk", "objective_id"))
        if found:
            held = Commitment.objects.filter(pk__in=found, is_draft=not is_draft)
            held.update(is_draft=is_draft, version=F("version") + 1)
            let_count(list(found.values()), counts=not is_draft)
            publish(AlignmentOutdated())
