"""Comments by their words, as answers of the search."""

from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Finds, Found
from hoshin.base.words import begins_with
from hoshin.discussion.policies import comments_visible_to

_SHOWN = 160


def _comments(actor: Actor, text: str, limit: int) -> list[Found]:
    rows = comments_visible_to(actor).filter(begins_with(text, names="text", codes=()), removed_at=None)
    # Ordered by their numbers, all comments would be read backwards in the hope to meet one with a word that few have.
    rows = rows.order_by("-written_at", "-pk")[:limit]
    return [Found("comment", row.pk, row.code, row.text[:_SHOWN], row.written_by) for row in rows]


FINDS = (Finds("comment", _("Comments"), 42, _comments, "discussion_comment"),)
