"""Find the lines of the people and units that are there: known from today on, since what held before was not kept."""

from django.db import migrations

FIND = """
INSERT INTO {lines} ({of}, line, valid_from)
WITH RECURSIVE fresh(id, line) AS (
    SELECT id, ARRAY[id] FROM {table} WHERE {link} IS NULL
    UNION ALL
    SELECT it.id, fresh.line || it.id FROM fresh JOIN {table} it ON it.{link} = fresh.id
    WHERE cardinality(fresh.line) < 100
)
SELECT id, line, (now() AT TIME ZONE 'UTC')::date FROM fresh
"""
PEOPLE = FIND.format(lines="org_reportingline", of="person_id", table="org_person", link="manager_id")
UNITS = FIND.format(lines="org_unitline", of="unit_id", table="org_unit", link="parent_id")


class Migration(migrations.Migration):
    dependencies = [("org", "0004_ancestry")]

    operations = [
        migrations.RunSQL(PEOPLE, "DELETE FROM org_reportingline"),
        migrations.RunSQL(UNITS, "DELETE FROM org_unitline"),
    ]
