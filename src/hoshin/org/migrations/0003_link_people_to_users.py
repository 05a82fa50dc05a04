"""Link people to the users whose address they bear: until now they were found by it, from now on by the link alone.

Of several people with one address the first was taken; they keep being that user.
"""

from django.db import migrations

LINK = """
UPDATE org_person SET user_id = alike.user_id, version = version + 1
FROM (
    SELECT account.id AS user_id, min(person.id) AS person_id
    FROM accounts_user account JOIN org_person person ON upper(person.email) = upper(account.email)
    WHERE person.user_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM org_person taken WHERE taken.user_id = account.id)
    GROUP BY account.id
) alike
WHERE org_person.id = alike.person_id
"""


class Migration(migrations.Migration):
    dependencies = [("org", "0002_people_by_name"), ("accounts", "0002_track_changes")]

    # Which links were made here cannot be told from others later: going back leaves them.
    operations = [migrations.RunSQL(LINK, migrations.RunSQL.noop)]
