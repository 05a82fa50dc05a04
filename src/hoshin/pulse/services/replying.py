"""Talking about a comment with whoever wrote it, whom nobody knows: they have a key, of which a digest stands by the words.

Of the author nothing is written: no act, no user, no hour, no row of their own. All talks about the comments of a unit are
one row, and lie in it in the order of their digests, which is chance.
"""

from typing import Any

import psycopg
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from hoshin.accounts.access import Actor, require
from hoshin.audit.services import act
from hoshin.base.errors import Denied, Invalid, NotFound
from hoshin.base.wordings import Said
from hoshin.feedback.ties import text_problems, tidied
from hoshin.pulse.comment_keys import mark_of_key
from hoshin.pulse.models import LONGEST_COMMENT, CommentSheet
from hoshin.pulse.policies import PulseRight, comment_sheets_visible_to, sheets_with_mark

MOST_WORDS = 40
_PUT_IN = "UPDATE pulse_commentsheet SET talks = %s, waiting = %s WHERE id = %s"


def reply_to_comment(actor: Actor, *, sheet: CommentSheet, mark: str, text: str) -> None:
    """Reply to a comment that the actor may read, by its mark; its author reads it with their key, if they come back.

    Denied: they may not read it. NotFound: no comment there has this mark. Invalid: it says nothing, or very much.
    """
    if not comment_sheets_visible_to(actor).filter(pk=sheet.pk).exists():
        raise Denied(Said("Comments are replied to by whoever may read them."))
    with act(actor, "reply_to_survey_comment", name=sheet.wave.name) as running:
        running.keep()
        _say(sheet.pk, mark, text, is_reply=True)


def go_on_about_comment(actor: Actor, *, key: str, text: str) -> None:
    """Say more about a comment of which one has the key. The actor is asked for a right and then forgotten.

    NotFound: no comment has this key. Invalid: it says nothing, or very much.
    """
    require(actor, PulseRight.ANSWER)
    mark = mark_of_key(key)
    sheet = sheets_with_mark(mark).values_list("pk", flat=True).first()
    if sheet is None:
        raise NotFound("comment", "")
    _say(sheet, mark, text, is_reply=False)


def _say(number: int, mark: str, text: str, *, is_reply: bool) -> None:
    """Write the row anew. The words travel beside the statement: should it fail, the log of PostgreSQL names none."""
    words = tidied(text)
    if problems := list(text_problems(words, LONGEST_COMMENT)):
        raise Invalid(problems)
    with transaction.atomic():
        sheet = CommentSheet.objects.select_for_update().get(pk=number)
        if all(mark not in kept[2:] for kept in sheet.comments):
            raise NotFound("comment", "")
        talks: dict[str, list[Any]] = {**sheet.talks, mark: [*sheet.talks.get(mark, ()), [is_reply, words]]}
        if len(talks[mark]) > MOST_WORDS:
            raise Invalid(Said("Very much was said about this comment already."), field="text")
        waiting = sum(not talk[-1][0] for talk in talks.values())
        psycopg.Cursor(connection.connection).execute(_PUT_IN, (Jsonb(talks), waiting, sheet.pk))
