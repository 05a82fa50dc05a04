"""The trigger that writes audit entries, and the migration operation that puts it on a table.

A trigger cannot be forgotten by a bulk write, a data migration or a hand on the database, and it sees both states.
"""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION hoshin_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    change bigint := nullif(current_setting('hoshin.change', true), '')::bigint;
    old_row jsonb;
    new_row jsonb;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, n.value) INTO old_row, new_row
        FROM jsonb_each(to_jsonb(OLD)) o JOIN jsonb_each(to_jsonb(NEW)) n USING (key)
        WHERE o.value IS DISTINCT FROM n.value;
        IF old_row IS NULL THEN
            RETURN NULL;
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        old_row := to_jsonb(OLD);
    ELSE
        new_row := to_jsonb(NEW);
    END IF;
    INSERT INTO audit_entry (change_id, at, "table", "row", operation, before, after)
    VALUES (change, clock_timestamp(), TG_TABLE_NAME, coalesce((to_jsonb(NEW)->>'id')::bigint,
            (to_jsonb(OLD)->>'id')::bigint), left(TG_OP, 1), old_row, new_row);
    RETURN NULL;
END $$;
"""


def install_function() -> migrations.RunSQL:
    """Create the trigger function (once, in the audit app)."""
    return migrations.RunSQL(FUNCTION, "DROP FUNCTION hoshin_audit() CASCADE")


def track(*tables: str) -> list[migrations.RunSQL]:
    """Write an audit entry for each row of these tables that is added, changed or removed."""
    return [
        migrations.RunSQL(
            f'CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION hoshin_audit()",
            f'DROP TRIGGER audit ON "{table}"',
        )
        for table in tables
    ]
