from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0002_problems_with_facts")]

    operations = [
        # What was kept so far stays the text that it is.
        migrations.RunSQL(
            "ALTER TABLE tasks_jobrun ALTER COLUMN what TYPE jsonb USING to_jsonb(what)",
            "ALTER TABLE tasks_jobrun ALTER COLUMN what TYPE varchar(300) "
            "USING left(coalesce(what ->> 'text', what #>> '{}'), 300)",
            state_operations=[
                migrations.AlterField("JobRun", "what", models.JSONField(blank=True, default=str)),
            ],
        ),
    ]
