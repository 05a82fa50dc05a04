"""Keys to other rows that an import of very many rows has looked up together, where PostgreSQL looks up one for each row.

What holds is what holds of any foreign key: nobody names a row that is not there when the transaction ends, and a row that
is named does not go. Each row is looked up at the end of the transaction, unless its transaction says that rows of a
statement are to be looked up together, at the end of that. Whoever looks holds what is named, so that nobody takes it away
meanwhile. PostgreSQL's own keys know no such way: half of what writing 100,000 values took was the key of their measure.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, migrations

# Until when a key waits is said by a setting of the transaction.
_SETTING = "hoshin.keys"
_TOGETHER = "together"
_SAYS = f"current_setting('{_SETTING}', true)"
_FUNCTIONS = """
CREATE FUNCTION {key}_named() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM FROM {named} WHERE id = NEW.{column} FOR KEY SHARE;
    -- At the end of a transaction the row may be gone, or name another.
    IF NOT FOUND AND EXISTS (SELECT FROM {table} WHERE id = NEW.id AND {column} = NEW.{column}) THEN
        RAISE foreign_key_violation USING CONSTRAINT = '{key}_named', TABLE = '{table}',
            MESSAGE = format('{table} %s names {column} %s, which is not in {named}', NEW.id, NEW.{column});
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION {key}_together() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- As a list: it is looked up through the primary key, however few or many rows the plan was made for.
    named bigint[] := ARRAY(SELECT DISTINCT {column} FROM added WHERE {column} IS NOT NULL);
    held bigint[] := ARRAY(SELECT id FROM {named} WHERE id = ANY(named) FOR KEY SHARE);
BEGIN
    IF cardinality(held) < cardinality(named) THEN
        RAISE foreign_key_violation USING CONSTRAINT = '{key}_named', TABLE = '{table}',
            MESSAGE = format('{table} names {column} %s, which is not in {named}',
                             (SELECT id FROM unnest(named) id WHERE id <> ALL (held) LIMIT 1));
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION {key}_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF EXISTS (SELECT FROM {table} WHERE {column} = OLD.id) AND NOT EXISTS (SELECT FROM {named} WHERE id = OLD.id) THEN
        RAISE foreign_key_violation USING CONSTRAINT = '{key}_gone', TABLE = '{named}',
            MESSAGE = format('{named} %s is still named by {column} of {table}', OLD.id);
    END IF;
    RETURN NULL;
END $$"""
_TRIGGERS = f"""
CREATE CONSTRAINT TRIGGER {{key}}_named AFTER INSERT ON {{table}} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.{{column}} IS NOT NULL AND {_SAYS} IS DISTINCT FROM '{_TOGETHER}') EXECUTE FUNCTION {{key}}_named();
CREATE CONSTRAINT TRIGGER {{key}}_renamed AFTER UPDATE OF {{column}} ON {{table}} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.{{column}} IS NOT NULL AND NEW.{{column}} IS DISTINCT FROM OLD.{{column}}) EXECUTE FUNCTION {{key}}_named();
CREATE TRIGGER {{key}}_together AFTER INSERT ON {{table}} REFERENCING NEW TABLE AS added FOR EACH STATEMENT
    WHEN ({_SAYS} = '{_TOGETHER}') EXECUTE FUNCTION {{key}}_together();
CREATE CONSTRAINT TRIGGER {{key}}_gone AFTER DELETE OR UPDATE OF id ON {{named}} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION {{key}}_gone()"""
_DROP = "DROP FUNCTION {key}_named(), {key}_together(), {key}_gone() CASCADE"


def key_in_sets(table: str, column: str, named: str) -> list[migrations.RunSQL]:
    """Have a column name rows of another table by their ids, in place of a foreign key. Both tables have an `id`."""
    names = {"key": f"{table}_{column}", "table": table, "column": column, "named": named}
    return [
        migrations.RunSQL(_FUNCTIONS.format(**names), _DROP.format(**names)),
        # Both ends of it are gone with the functions.
        migrations.RunSQL(_TRIGGERS.format(**names), migrations.RunSQL.noop),
    ]


@contextmanager
def keys_together() -> Iterator[None]:
    """Within, the keys of rows that a statement adds are looked up together, when it ends: all that they name is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [_SETTING, _TOGETHER])
        yield
        cursor.execute("SELECT set_config(%s, '', true)", [_SETTING])
