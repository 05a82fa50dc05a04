"""How exports and erasures of a person's data stand in the audit trail: that they were, never what was in them."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.policies import undone_with
from hoshin.audit.tracked import Tracked
from hoshin.personal.models import DataExport, Erasure, RetentionRules
from hoshin.personal.policies import (
    PersonalRight,
    data_exports_visible_to,
    erasures_visible_to,
    retention_rules_visible_to,
)

TRACKED = (
    Tracked(
        model=DataExport,
        label=_("Export of somebody's data"),
        named_by=("pk",),
        seen_by=data_exports_visible_to,
        undone_by=None,
        secrets=("key",),
        traces_of_use=("job",),
    ),
    Tracked(
        model=Erasure,
        label=_("Erasure"),
        named_by=("pk",),
        seen_by=erasures_visible_to,
        undone_by=None,
        traces_of_use=("job",),
    ),
    Tracked(
        model=RetentionRules,
        label=_("How long data are kept"),
        named_by=("pk",),
        page="retention",
        seen_by=retention_rules_visible_to,
        undone_by=undone_with(PersonalRight.ERASE),  # type: ignore[arg-type]  # a right of this app
    ),
)
