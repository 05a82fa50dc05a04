"""Numbers that are there keep their meaning: whose unit says % but whose numbers are fractions go on as they were."""

from django.db import migrations, models

_SHARES = "^(%|percent|per cent|pct|percentage|pp|percentage points?|‰|per mille|bps|basis points?)$"
_KEEP = """
UPDATE measures_measure m SET ignores_scale = true
WHERE m.formula <> ''
   OR (m.unit_of_measure ~* %s AND (
        m.aggregation = 'ratio'
        OR EXISTS (SELECT FROM measures_actual a WHERE a.measure_id = m.id AND a.value IS NOT NULL AND a.value <> 0)
       AND NOT EXISTS (SELECT FROM measures_actual a WHERE a.measure_id = m.id AND abs(a.value) > 1)
       AND NOT EXISTS (SELECT FROM measures_target t WHERE t.measure_id = m.id
                       AND greatest(abs(t.target), abs(t.red), abs(t.green), abs(t.low), abs(t.high)) > 1)))
"""


def keep_meaning(apps, schema_editor):
    schema_editor.execute(_KEEP, [_SHARES])


class Migration(migrations.Migration):
    dependencies = [("measures", "0009_say_what_held_before")]

    operations = [
        migrations.AddField(
            "measure", "ignores_scale", models.BooleanField(default=False, verbose_name="ignores scale")
        ),
        migrations.RunPython(keep_meaning, migrations.RunPython.noop),
    ]
