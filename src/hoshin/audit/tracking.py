"""The trigger that writes audit entries, and the migration operation that puts it on a table.

A trigger cannot be forgotten by a bulk write, a data migration or a hand on the database, and it sees both states.
"""

from django.db import migrations

# Named here and not by whoever calls `track`, so that no migration written anew can forget them.
# Of secrets the trail keeps that they changed, not their values; a change of traces of use alone it leaves out.
SECRETS = {"accounts_user": ("password",), "accounts_apitoken": ("digest",)}
TRACES_OF_USE = {"accounts_user": ("last_login",), "accounts_apitoken": ("used_at",)}

FUNCTION = """
CREATE OR REPLACE FUNCTION hoshin_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    change bigint := nullif(current_setting('hoshin.change', true), '')::bigint;
    old_row jsonb;
    new_row jsonb;
    hidden text[] := coalesce(string_to_array(TG_ARGV[0], ','), '{}');
    skipped text[] := coalesce(string_to_array(TG_ARGV[1], ','), '{}');
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, n.value) INTO old_row, new_row
        FROM jsonb_each(to_jsonb(OLD)) o JOIN jsonb_each(to_jsonb(NEW)) n USING (key)
        WHERE o.value IS DISTINCT FROM n.value AND o.key <> ALL (skipped);
        IF old_row IS NULL THEN
            RETURN NULL;
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        old_row := to_jsonb(OLD);
    ELSE
        new_row := to_jsonb(NEW);
    END IF;
    FOR i IN 1 .. cardinality(hidden) LOOP
        old_row := CASE WHEN old_row ? hidden[i] THEN old_row || jsonb_build_object(hidden[i], '[hidden]')
                   ELSE old_row END;
        new_row := CASE WHEN new_row ? hidden[i] THEN new_row || jsonb_build_object(hidden[i], '[hidden]')
                   ELSE new_row END;
    END LOOP;
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
            f"FOR EACH ROW EXECUTE FUNCTION hoshin_audit({_arguments(table)})",
            f'DROP TRIGGER audit ON "{table}"',
        )
        for table in tables
    ]


def _arguments(table: str) -> str:
    return f"'{','.join(SECRETS.get(table, ()))}', '{','.join(TRACES_OF_USE.get(table, ()))}'"
