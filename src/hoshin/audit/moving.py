"""Which tables a transaction touched, noted by triggers in the transaction itself: what is kept of them may not hold then.

A note says which transaction and which table; of a table of very many rows also which part of it, and of which day. Nobody
waits for anybody: notes are added and never changed. Whoever sees what the transaction did sees its notes, and the number
of the transaction tells whether a snapshot saw them already.
"""

import re
from functools import lru_cache

from django.db import connection, migrations
from django.utils.translation import gettext_lazy as later

from hoshin.base.tasks.jobs import Job, JobProgress

ANYTHING = "*"
_WORD = re.compile(r"\w+")
FUNCTION = """
CREATE OR REPLACE FUNCTION hoshin_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_touch (xact, "table") VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
"""
_EVENTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}
_TABLES = """
SELECT c.relname, EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'moved') FROM pg_class c
WHERE c.relkind = ANY('{r,p,v,m,f}') AND c.relnamespace <> 'pg_catalog'::regnamespace AND pg_table_is_visible(c.oid)"""
# All notes at once: to whoever keeps something from before, anything may have moved.
_FORGET = f"""
WITH gone AS (DELETE FROM audit_touch)
INSERT INTO audit_touch (xact, "table") VALUES (pg_current_xact_id()::text::bigint, '{ANYTHING}')"""


def install_function() -> migrations.RunSQL:
    """Create the function of the triggers (in the audit app)."""
    return migrations.RunSQL(FUNCTION, "DROP FUNCTION hoshin_moved() CASCADE")


def watch(*tables: str) -> list[migrations.RunSQL]:
    """Note each transaction that writes to these tables, whatever it writes."""
    return [
        migrations.RunSQL(
            f'CREATE TRIGGER moved AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION hoshin_moved()",
            f'DROP TRIGGER moved ON "{table}"',
        )
        for table in tables
    ]


def watch_parts(table: str, parts: str) -> list[migrations.RunSQL]:
    """Note each transaction that writes to a table, with the parts and days that it touches.

    `parts` finds these, as `part` and `day`, among the rows that a statement touched, which it knows as `touched`.
    """
    function = f"hoshin_moved_{table}"
    return [
        migrations.RunSQL(
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            'INSERT INTO audit_touch (xact, "table", part, day) '
            f"SELECT DISTINCT pg_current_xact_id()::text::bigint, TG_TABLE_NAME, part, day FROM ({parts}) found "
            "ON CONFLICT DO NOTHING; RETURN NULL; END $$",
            f"DROP FUNCTION {function}()",
        ),
        *(
            migrations.RunSQL(
                f'CREATE TRIGGER moved_{event.lower()} AFTER {event} ON "{table}" REFERENCING {rows} TABLE AS touched '
                f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
                f'DROP TRIGGER moved_{event.lower()} ON "{table}"',
            )
            for event, rows in _EVENTS.items()
        ),
        migrations.RunSQL(
            f'CREATE TRIGGER moved AFTER TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION hoshin_moved()',
            f'DROP TRIGGER moved ON "{table}"',
        ),
    ]


def tables_in(statement: str) -> frozenset[str] | None:
    """Which tables a statement may read: those named by a word of it. None, where one of them is not watched."""
    known = _tables(str(connection.settings_dict["NAME"]))
    found = frozenset(word for word in _WORD.findall(statement) if word in known)
    return found if all(known[table] for table in found) else None


@lru_cache(maxsize=8)
def _tables(_database: str) -> dict[str, bool]:
    """All tables and views of a database, and whether they are watched."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return dict(cursor.fetchall())


def _forget(_progress: JobProgress) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)


FORGET = Job("audit.forget_touches", _forget, later("Forget which tables were written to"), schedule="37 3 * * *")
