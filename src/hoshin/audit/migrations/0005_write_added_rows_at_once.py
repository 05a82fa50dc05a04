"""Write the entries of added rows once for each statement, on the tables that are tracked already."""

from django.db import migrations, models

from hoshin.audit.tracking import install_function, put_on

_TRACKED = """
SELECT c.relname, t.tgargs FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE t.tgfoid = 'hoshin_audit'::regproc AND pg_table_is_visible(c.oid)"""


def put_on_all(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_TRACKED)
        for table, arguments in cursor.fetchall():
            texts = bytes(arguments).decode().split("\0")[:-1]
            cursor.execute(put_on(table, ", ".join(f"'{text}'" for text in texts)))


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_keep_facts_of_changes")]

    operations = [
        install_function(),
        migrations.RunPython(put_on_all, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="entry",
            name="change",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=models.deletion.CASCADE,
                related_name="entries",
                to="audit.change",
            ),
        ),
    ]
