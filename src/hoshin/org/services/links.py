"""Which user a person is: the link says it alone, and it is made here where both bear one address.

An address is what people type, two may bear the same one, and it changes; sight never rests on it. The link is a column
of the person, so that the trail shows when it was made and by whose change.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from hoshin.accounts.events import UserAddressed

# Of several unlinked people with one address nobody can say which is the user: then somebody has to choose.
_LINK = """
WITH alike AS (
    SELECT account.id AS user_id, min(person.id) AS person_id
    FROM (SELECT DISTINCT lower(email) AS email FROM unnest(string_to_array(%s, chr(31))) AS named(email)) wanted
    JOIN accounts_user account ON lower(account.email) = wanted.email
    JOIN org_person person ON upper(person.email) = upper(account.email) AND person.user_id IS NULL
        -- The index is of capitals, of which a letter without its dot has the same as one with it.
        AND lower(person.email) = lower(account.email)
    WHERE NOT EXISTS (SELECT 1 FROM org_person taken WHERE taken.user_id = account.id)
    GROUP BY account.id HAVING count(*) = 1
)
UPDATE org_person SET user_id = alike.user_id, version = version + 1
FROM alike WHERE org_person.id = alike.person_id
"""


def link_by_address(emails: Iterable[str]) -> int:
    """Link people to users who bear one of these addresses, where each has nobody else; how many links were made."""
    wanted = {email for email in emails if email}
    if not wanted:
        return 0
    with connection.cursor() as cursor:
        # As one text: there may be very many, and no address holds what separates them.
        cursor.execute(_LINK, ["\x1f".join(wanted)])
        return int(cursor.rowcount)


def follow_users(news: Sequence[UserAddressed]) -> None:
    """Link the people who bear the addresses of users that were added or changed."""
    link_by_address(one.email for one in news)
