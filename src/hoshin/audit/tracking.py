"""The trigger that writes audit entries, and the migration operation that puts it on a table.

A trigger cannot be forgotten by a bulk write, a data migration or a hand on the database, and it sees both states.
Which columns are secret, or traces of use, the app says in its `Tracked`; a migration repeats it for the trigger, and a
test compares the two.
"""

from collections.abc import Sequence

from django.db import connection, migrations

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

_TRIGGERS = """
SELECT c.relname, t.tgargs FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE p.proname = 'hoshin_audit' AND pg_table_is_visible(c.oid) ORDER BY c.relname"""


def install_function() -> migrations.RunSQL:
    """Create the trigger function (once, in the audit app)."""
    return migrations.RunSQL(FUNCTION, "DROP FUNCTION hoshin_audit() CASCADE")


def track(*tables: str, secrets: Sequence[str] = (), traces_of_use: Sequence[str] = ()) -> list[migrations.RunSQL]:
    """Write an audit entry for each row of these tables that is added, changed or removed.

    For a table that is tracked already, the new trigger takes the place of the old one.
    """
    arguments = f"'{','.join(secrets)}', '{','.join(traces_of_use)}'"
    return [
        migrations.RunSQL(
            f'CREATE OR REPLACE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION hoshin_audit({arguments})",
            f'DROP TRIGGER audit ON "{table}"',
        )
        for table in tables
    ]


def triggers() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The tables that the database tracks, each with its secrets and its traces of use."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS)
        found = cursor.fetchall()
    return {table: _columns(arguments) for table, arguments in found}


def _columns(arguments: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    # PostgreSQL ends each argument of a trigger with a zero byte.
    parts = bytes(arguments).decode().split("\0")
    secrets, traces, *_ = (tuple(part.split(",")) if part else () for part in parts)
    return secrets, traces
