"""The triggers that write audit entries, and the migration operation that puts them on a table.

A trigger cannot be forgotten by a bulk write, a data migration or a hand on the database, and it sees both states.
Rows that are added are written down once for a whole statement: one by one, the trail of an import takes twice as long.
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
    ELSE
        old_row := to_jsonb(OLD);
    END IF;
    FOR i IN 1 .. cardinality(hidden) LOOP
        old_row := CASE WHEN old_row ? hidden[i] THEN old_row || jsonb_build_object(hidden[i], '[hidden]')
                   ELSE old_row END;
        new_row := CASE WHEN new_row ? hidden[i] THEN new_row || jsonb_build_object(hidden[i], '[hidden]')
                   ELSE new_row END;
    END LOOP;
    INSERT INTO audit_entry (change_id, at, "table", "row", operation, before, after)
    VALUES (change, clock_timestamp(), TG_TABLE_NAME, OLD.id, left(TG_OP, 1), old_row, new_row);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION hoshin_audit_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    change bigint := nullif(current_setting('hoshin.change', true), '')::bigint;
    veil jsonb := (SELECT jsonb_object_agg(name, '[hidden]')
                   FROM unnest(string_to_array(nullif(TG_ARGV[0], ''), ',')) AS name);
BEGIN
    INSERT INTO audit_entry (change_id, at, "table", "row", operation, after)
    SELECT change, clock_timestamp(), TG_TABLE_NAME, it.id, 'I', to_jsonb(it) || coalesce(veil, '{}') FROM added it;
    RETURN NULL;
END $$;
"""

# Both triggers of a table, where they say the same.
_TRIGGERS = """
SELECT c.relname, t.tgargs FROM pg_trigger t JOIN pg_trigger a ON a.tgrelid = t.tgrelid AND a.tgargs = t.tgargs
JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgfoid = 'hoshin_audit'::regproc AND a.tgfoid = 'hoshin_audit_added'::regproc
    AND pg_table_is_visible(c.oid) ORDER BY c.relname"""


def install_function() -> migrations.RunSQL:
    """Create the trigger functions, or bring them to what they are now (in the audit app)."""
    return migrations.RunSQL(FUNCTION, "DROP FUNCTION hoshin_audit(), hoshin_audit_added() CASCADE")


def track(*tables: str, secrets: Sequence[str] = (), traces_of_use: Sequence[str] = ()) -> list[migrations.RunSQL]:
    """Write an audit entry for each row of these tables that is added, changed or removed.

    For a table that is tracked already, the new triggers take the place of the old ones.
    """
    arguments = f"'{','.join(secrets)}', '{','.join(traces_of_use)}'"
    return [
        migrations.RunSQL(
            put_on(table, arguments),
            f'DROP TRIGGER audit ON "{table}"; DROP TRIGGER IF EXISTS audit_added ON "{table}"',
        )
        for table in tables
    ]


def put_on(table: str, arguments: str) -> str:
    """The SQL that puts both triggers on a table, with their arguments as SQL writes them."""
    return (
        f'CREATE OR REPLACE TRIGGER audit AFTER UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION hoshin_audit({arguments}); "
        f'CREATE OR REPLACE TRIGGER audit_added AFTER INSERT ON "{table}" REFERENCING NEW TABLE AS added '
        f"FOR EACH STATEMENT EXECUTE FUNCTION hoshin_audit_added({arguments})"
    )


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
