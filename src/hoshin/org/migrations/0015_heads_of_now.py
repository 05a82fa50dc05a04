"""Who heads a unit now heads it from the day of the upgrade on: of earlier days nothing is known."""

from django.db import migrations

BEGIN = """
INSERT INTO org_unithead (unit_id, person_id, valid_from)
SELECT id, head_id, current_date FROM org_unit WHERE head_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("org", "0014_keep_heads")]

    operations = [migrations.RunSQL(BEGIN, "DELETE FROM org_unithead")]
