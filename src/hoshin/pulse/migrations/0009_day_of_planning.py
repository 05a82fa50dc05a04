"""When an action was planned is kept, so that no wave that was sent before is taken for its check.

What was planned before gets the day on which its row was written, in one statement, which no trigger takes for an edit.
"""

from django.db import migrations, models

_FORWARDS = """
ALTER TABLE pulse_actionplan ADD COLUMN planned_on date;
ALTER TABLE pulse_actionplan ALTER COLUMN planned_on TYPE date USING created_at::date,
    ALTER COLUMN planned_on SET NOT NULL;
"""
_BACKWARDS = "ALTER TABLE pulse_actionplan DROP COLUMN planned_on;"


class Migration(migrations.Migration):
    dependencies = [("pulse", "0008_say_why_a_plan_was_not_sent")]

    operations = [
        migrations.RunSQL(
            _FORWARDS,
            _BACKWARDS,
            state_operations=[
                migrations.AddField(
                    "actionplan",
                    "planned_on",
                    models.DateField(editable=False, verbose_name="planned"),
                    preserve_default=True,
                )
            ],
        )
    ]
