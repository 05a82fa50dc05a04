"""How commentary, links and files stand in the audit trail."""

from collections.abc import Callable, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.audit.models import Change, Entry
from hoshin.audit.tracked import Tracked
from hoshin.commentary.models import Attachment, Commentary
from hoshin.commentary.policies import (
    CommentaryRight,
    attachments_visible_to,
    commentaries_visible_to,
    may_comment,
)


def _undone_by(
    visible_to: Callable[[Actor], QuerySet[Commentary] | QuerySet[Attachment]],
) -> Callable[[Actor, Sequence[Change]], set[int]]:
    """One's own changes, where one may still write; of others, for the office where it sees the trail."""

    def undone_by(actor: Actor, changes: Sequence[Change]) -> set[int]:
        found = {change.pk for change in changes if actor.may_see_trail or change.is_by(actor)}
        if actor.has(CommentaryRight.WRITE_ANY):
            return found
        if not actor.has(CommentaryRight.WRITE_OWN):
            return set()
        seen = visible_to(actor).select_related("measure", "objective", "unit")
        entries = Entry.objects.filter(table=seen.model._meta.db_table, change__in=found)
        touched = entries.values_list("change_id", "row")
        rows = seen.in_bulk({row for _change, row in touched})
        theirs = {pk for pk, row in rows.items() if may_comment(actor, row.thing, row.unit)}
        return found - {change for change, row in touched if row not in theirs}

    return undone_by


TRACKED = (
    Tracked(
        model=Commentary,
        label=_("Commentary"),
        named_by=("measure__code", "objective__code", "unit__code", "starts_on"),
        page="commentary_one",
        page_by="pk",
        seen_by=commentaries_visible_to,
        undone_by=_undone_by(commentaries_visible_to),
    ),
    Tracked(
        model=Attachment,
        label=_("Link or file"),
        named_by=("measure__code", "objective__code", "title"),
        seen_by=attachments_visible_to,
        undone_by=_undone_by(attachments_visible_to),
    ),
)
