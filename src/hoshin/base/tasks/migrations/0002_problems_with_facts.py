from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_keep_runs_of_jobs")]

    operations = [
        # What was kept so far stays the text that it is.
        migrations.RunSQL(
            "ALTER TABLE tasks_jobrun ALTER COLUMN problem TYPE jsonb USING to_jsonb(problem)",
            "ALTER TABLE tasks_jobrun ALTER COLUMN problem TYPE text USING coalesce(problem ->> 'text', problem #>> '{}')",
            state_operations=[
                migrations.AlterField("JobRun", "problem", models.JSONField(blank=True, default=str)),
            ],
        ),
    ]
