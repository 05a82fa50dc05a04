import django.db.models.deletion
from django.db import migrations, models

# The library removes jobs by statements of its own, which know nothing of our table.
FORWARDS = """
ALTER TABLE tasks_jobrun ADD CONSTRAINT tasks_jobrun_job
    FOREIGN KEY (job_id) REFERENCES procrastinate_jobs ON DELETE CASCADE
"""

# The library wakes workers for a new job alone. One that waits for the lock of another, or that was put back, would
# lie until a worker looks by itself, some seconds later: twenty jobs of one lock were not done within twenty seconds.
WAKE = """
CREATE FUNCTION tasks_wake_workers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('procrastinate_any_queue_v1', json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text);
    RETURN NULL;
END $$;
CREATE TRIGGER tasks_wake_workers AFTER UPDATE OF status ON procrastinate_jobs FOR EACH ROW
    WHEN (NEW.status = 'todo' AND OLD.status <> 'todo' OR OLD.status = 'doing' AND NEW.lock IS NOT NULL)
    EXECUTE FUNCTION tasks_wake_workers();
"""
SLEEP = "DROP TRIGGER tasks_wake_workers ON procrastinate_jobs; DROP FUNCTION tasks_wake_workers()"


class Migration(migrations.Migration):
    initial = True
    dependencies = [("procrastinate", "0041_post_retry_failed_job")]

    operations = [
        migrations.CreateModel(
            name="JobRun",
            fields=[
                (
                    "job",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="run",
                        serialize=False,
                        to="procrastinate.procrastinatejob",
                    ),
                ),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("what", models.CharField(blank=True, max_length=300)),
                ("problem", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RunSQL(FORWARDS, "ALTER TABLE tasks_jobrun DROP CONSTRAINT tasks_jobrun_job"),
        migrations.RunSQL(WAKE, SLEEP),
    ]
