"""How scenarios stand in the audit trail: for those who may read them."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change
from hoshin.audit.tracked import Tracked
from hoshin.scenarios import policies
from hoshin.scenarios.models import Scenario, ScenarioAssumption, ScenarioReader


def _undone_by(actor: Actor, changes: Sequence[Change]) -> set[int]:
    """One's own changes alone."""
    return {change.pk for change in changes if change.is_by(actor)}


TRACKED = (
    Tracked(
        model=Scenario,
        label=_("Scenario"),
        named_by=("code", "name"),
        page="scenario",
        page_by="code",
        seen_by=policies.scenarios_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=ScenarioAssumption,
        label=_("Assumption of a scenario"),
        named_by=("scenario__code",),
        page="scenario",
        page_by="scenario__code",
        seen_by=policies.assumptions_visible_to,
        undone_by=_undone_by,
    ),
    Tracked(
        model=ScenarioReader,
        label=_("Reader of a scenario"),
        named_by=("scenario__code",),
        page="scenario",
        page_by="scenario__code",
        seen_by=policies.readers_visible_to,
        undone_by=_undone_by,
    ),
)
