"""The same thing said to many at once: by one statement, however many they are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from psycopg.types.json import Jsonb

from hoshin.accounts.access import Actor
from hoshin.accounts.models import User
from hoshin.base.events import after_commit
from hoshin.notices.kinds import ByMail, NoticeKind
from hoshin.notices.models import NoticeSettings
from hoshin.notices.services.sending import SEND
from hoshin.notices.services.wishes import is_shown_to, mail_of, undisturbed

_WRITE = """
WITH told AS (
    SELECT * FROM unnest(%s::bigint[], %s::timestamptz[], %s::boolean[], %s::boolean[])
        AS told (user_id, due_at, is_shown, waits_for_digest)
), letters AS (
    INSERT INTO notices_letter (user_id, due_at) SELECT user_id, due_at FROM told WHERE due_at IS NOT NULL
    RETURNING id, user_id
)
INSERT INTO notices_notice
    (user_id, kind, facts, about, by, created_at, is_shown, waits_for_digest, letter_id)
SELECT told.user_id, %s, %s, %s, %s, %s, told.is_shown, told.waits_for_digest, letters.id
FROM told LEFT JOIN letters USING (user_id) ORDER BY told.user_id
"""


class WayOfTelling(NamedTuple):
    """When a mail of its own goes (None: none does), whether it stands in the product, and waits for the next digest."""

    due_at: datetime | None
    is_shown: bool
    waits_for_digest: bool


def ways_of(users: QuerySet[User], kind: NoticeKind, now: datetime) -> dict[int, WayOfTelling]:
    """How each of these users is told of a kind, by their numbers; whoever wants to hear nothing is left out.

    Two queries. Those who chose nothing are told alike in each time zone.
    """
    chosen = {
        row.user_id: row for row in NoticeSettings.objects.filter(user__in=users.order_by()).select_related("user")
    }
    usual: dict[str, WayOfTelling] = {}
    ways: dict[int, WayOfTelling] = {}
    for user, zone in users.values_list("pk", "time_zone"):
        if user in chosen:
            ways[user] = _way(chosen[user], kind, now)
            continue
        if zone not in usual:
            usual[zone] = _way(NoticeSettings(user=User(time_zone=zone)), kind, now)
        ways[user] = usual[zone]
    return {user: way for user, way in ways.items() if any(way)}


def _way(wish: NoticeSettings, kind: NoticeKind, now: datetime) -> WayOfTelling:
    mail = mail_of(wish, kind)
    due_at = undisturbed(wish, now) if mail == ByMail.AT_ONCE else None
    return WayOfTelling(due_at, is_shown_to(wish, kind), mail == ByMail.DIGEST)


def write_to_all(
    actor: Actor, kind: NoticeKind, ways: Mapping[int, WayOfTelling], about: int, facts: dict[str, Any], now: datetime
) -> None:
    """Keep for the product and the mails what each of these users is told, all the same."""
    if not ways:
        return
    columns = [list(ways), *map(list, zip(*ways.values(), strict=True))]
    given: list[Any] = [*columns, kind.code, Jsonb(facts), about, actor.name, now]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, given)
    if any(way.due_at for way in ways.values()):
        after_commit(SEND)
