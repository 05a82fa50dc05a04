"""How mappings of published series stand in the audit trail."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor, Right
from hoshin.audit.tracked import Tracked
from hoshin.exchange.models import SeriesMapping


def _mappings(actor: Actor) -> QuerySet[SeriesMapping]:
    is_read = actor.has(Right.IMPORT) or actor.has(Right.SEE_AUDIT)
    return SeriesMapping.objects.all() if is_read else SeriesMapping.objects.none()


# A mapping is replaced by the next import that brings another, not put back.
TRACKED = (
    Tracked(
        model=SeriesMapping,
        label=_("Series mapping"),
        named_by=("name",),
        seen_by=_mappings,
        undone_by=None,
    ),
)
