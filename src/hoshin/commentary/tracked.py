"""How commentary stands in the audit trail."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change, Entry
from hoshin.audit.tracked import Tracked
from hoshin.commentary.models import Commentary
from hoshin.commentary.policies import CommentaryRight, commentaries_visible_to, may_comment


def _undone_by(actor: Actor, changes: Sequence[Change]) -> set[int]:
    """One's own changes, where one may still write; of others, for the office where it sees the trail."""
    found = {change.pk for change in changes if actor.may_see_trail or change.is_by(actor)}
    if actor.has(CommentaryRight.WRITE_ANY) or not actor.has(CommentaryRight.WRITE_OWN):
        return found if actor.has(CommentaryRight.WRITE_ANY) else set()
    entries = Entry.objects.filter(table=Commentary._meta.db_table, change__in=found).values_list("change_id", "row")
    seen = commentaries_visible_to(actor).select_related("measure", "objective", "unit")
    rows = seen.in_bulk({row for _change, row in entries})
    theirs = {pk: may_comment(actor, row.thing, row.unit) for pk, row in rows.items()}
    return found - {change for change, row in entries if not theirs.get(row, False)}


TRACKED = (
    Tracked(
        model=Commentary,
        label=_("Commentary"),
        named_by=("measure__code", "objective__code", "unit__code", "starts_on"),
        page="commentary_one",
        page_by="pk",
        seen_by=commentaries_visible_to,
        undone_by=_undone_by,
    ),
)
