"""How decisions stand in the audit trail."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change, Entry
from hoshin.audit.tracked import Tracked
from hoshin.decisions import policies
from hoshin.decisions.models import Decision, DecisionEvidence, DecisionOption, DecisionReview, DecisionSubject
from hoshin.decisions.policies import DecisionRight


def _undone_by(actor: Actor, changes: Sequence[Change]) -> set[int]:
    """One's own changes of decisions that one may change; for the office all that it sees in the trail."""
    found = {change.pk for change in changes if actor.may_see_trail or change.is_by(actor)}
    if actor.has(DecisionRight.DECIDE_ANY):
        return found
    touched = list(
        Entry.objects.filter(table=Decision._meta.db_table, change__in=found).values_list("change_id", "row")
    )
    rows = policies.decisions_visible_to(actor).in_bulk({row for _change, row in touched})
    theirs = {pk for pk, row in rows.items() if policies.may_change_decision(actor, row)}
    return {change for change, row in touched if row in theirs}


TRACKED = (
    Tracked(
        model=Decision,
        label=_("Decision"),
        named_by=("code", "question"),
        page="decision",
        page_by="code",
        seen_by=policies.decisions_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=DecisionOption,
        label=_("Option of a decision"),
        named_by=("decision__code", "name"),
        page="decision",
        page_by="decision__code",
        seen_by=policies.options_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=DecisionSubject,
        label=_("What a decision is about"),
        named_by=("decision__code",),
        page="decision",
        page_by="decision__code",
        seen_by=policies.subjects_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=DecisionEvidence,
        label=_("What was known at a decision"),
        named_by=("decision__code",),
        page="decision",
        page_by="decision__code",
        seen_by=policies.evidence_visible_to,
        # What was known then is never made otherwise, and its text is found in its own table.
        undone_by=None,
        secrets=("content",),
    ),
    Tracked(
        model=DecisionReview,
        label=_("What came of a decision"),
        named_by=("decision__code",),
        page="decision",
        page_by="decision__code",
        seen_by=policies.reviews_visible_to,
        undone_by=_undone_by,
    ),
)
