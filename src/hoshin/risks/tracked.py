"""How risks and what hangs on them stand in the audit trail."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.tracked import Tracked
from hoshin.risks.models import (
    Risk,
    RiskAssessment,
    RiskCategory,
    RiskControl,
    RiskIndicator,
    RiskMitigation,
    RiskObjective,
)
from hoshin.risks.policies import (
    RiskRight,
    assessments_visible_to,
    categories_visible_to,
    controls_visible_to,
    indicators_visible_to,
    mitigations_visible_to,
    risks_visible_to,
    stakes_visible_to,
)


def _undone_by(actor: Actor, changes: Sequence[Change]) -> set[int]:
    """One's own changes while one may write risks; of others, for the office where it sees the trail."""
    if actor.has(RiskRight.WRITE_ANY):
        return {change.pk for change in changes if actor.may_see_trail or change.is_by(actor)}
    return {change.pk for change in changes if change.is_by(actor) and actor.has(RiskRight.WRITE_OWN)}


TRACKED = (
    Tracked(
        model=Risk,
        label=_("Risk"),
        named_by=("code", "name"),
        page="risk",
        seen_by=risks_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=RiskObjective,
        label=_("What is at stake"),
        named_by=("risk__code", "objective__code"),
        page="risk",
        page_by="risk__code",
        seen_by=stakes_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=RiskMitigation,
        label=_("What is done about a risk"),
        named_by=("risk__code", "initiative__code"),
        page="risk",
        page_by="risk__code",
        seen_by=mitigations_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=RiskControl,
        label=_("Control of a risk"),
        named_by=("risk__code", "name"),
        page="risk",
        page_by="risk__code",
        seen_by=controls_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=RiskIndicator,
        label=_("Indicator of a risk"),
        named_by=("risk__code", "measure__code"),
        page="risk",
        page_by="risk__code",
        seen_by=indicators_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=RiskAssessment,
        label=_("Assessment of a risk"),
        named_by=("risk__code", "assessed_on"),
        page="risk",
        page_by="risk__code",
        seen_by=assessments_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=RiskCategory,
        label=_("Risk category"),
        named_by=("code", "name"),
        page="risk_category",
        seen_by=categories_visible_to,
        undone_by=_undone_by,
    ),
)
