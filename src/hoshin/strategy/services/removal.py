"""What it means to leave a plan: the row stays for the sake of past scores, and so does its code."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q

from hoshin.base import clock
from hoshin.base.errors import Invalid
from hoshin.base.periods import Frequency, Period
from hoshin.base.upserts import by_code
from hoshin.base.wordings import Said
from hoshin.strategy.models import CausalLink, Contribution, Objective, Perspective, Plan


def leaving_on(plan: Plan, effective_on: date | None) -> date:
    """First day of the period from which something does not count any more (None: today's period)."""
    return Period.containing(effective_on or clock.today(), plan.period_frequency).start


def let_go(objectives: Collection[int]) -> None:
    """Remove what ties objectives that left their plan to others: contributions and causal links.

    A measure that serves nothing then is seen by whoever answers for it alone, whatever it served before.
    """
    Contribution.objects.filter(Q(parent__in=objectives) | Q(objective__in=objectives)).delete()
    CausalLink.objects.filter(Q(cause__in=objectives) | Q(effect__in=objectives)).delete()


def check_code_is_free(model: type[Objective] | type[Perspective], code: str) -> None:
    """Invalid where the code belongs to something that was removed: its past is found under that code."""
    removed = model.everything.filter(code__iexact=code.strip()).exclude(removed_on=None).first()
    if removed is not None:
        raise Invalid(
            Said(
                "%(code)s was %(name)s, which left the plan on %(day)s.",
                code=removed.code,
                name=removed.name,
                day=Period(Frequency.DAILY, removed.removed_on),
            ),
            field="code",
            value=code,
            remedy="Choose another code, or undo the removal in the audit trail: past scores rest on this one.",
        )


def standing_by_code(codes: Iterable[str]) -> dict[str, Objective]:
    """Objectives by casefolded code; those that left their plan are left out."""
    return {code: found for code, found in by_code(Objective, codes).items() if found.removed_on is None}
