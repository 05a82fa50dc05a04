"""Comments by their words, as answers of the search."""

from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from hoshin.accounts.access import Actor
from hoshin.base.finding import Answers, Finds, as_answers, latest_first
from hoshin.base.words import begins_with
from hoshin.discussion.policies import comments_visible_to

_SHOWN = 160


def _comments(actor: Actor, text: str, limit: int) -> list[Answers]:
    rows = comments_visible_to(actor).filter(begins_with(text, names="text", codes=()), removed_at=None)
    # Ordered by their numbers, all comments would be read backwards in the hope to meet one with a word that few have.
    rows = rows.order_by("-written_at", "-pk")
    answers = as_answers(rows, "comment", name=Left("text", _SHOWN), detail="written_by", at="written_at")
    return [answers[:limit]]


FINDS = (Finds("comment", _("Comments"), 42, _comments, "discussion_comment", first=latest_first),)
