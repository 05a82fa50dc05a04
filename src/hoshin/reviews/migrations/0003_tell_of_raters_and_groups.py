import django.db.models.deletion
from django.db import migrations, models

from hoshin.audit.tracking import track

FINDING_SECRETS = ("forms", "leniency", "leniency_error", "spread", "halo", "same", "recent", "flags")
RESULT_SECRETS = ("raw", "error", "adjusted", "reason", "potential", "score", "sources", "voices", "flags", "comment")
COMPUTED = ("raw", "error", "adjusted", "reason", "potential", "sources", "voices", "flags")
PROMISED = ("names_peers", "has_manager", "has_self", "has_peers", "has_reports")


def _compared(row: str, names: tuple[str, ...]) -> str:
    return ", ".join(f"{row}.{name}" for name in names)


def _holds(more: tuple[str, ...], promised: tuple[str, ...]) -> str:
    computed = ("cycle_id", "person_id", *more)
    planned = ("questions", *promised, "starts_on", "ends_on", "unit_id", "joined_before", "excluded", "formula")
    return f"""
CREATE OR REPLACE TRIGGER reviews_computed_holds BEFORE UPDATE ON reviews_reviewresult FOR EACH ROW
    WHEN (({_compared("OLD", computed)}) IS DISTINCT FROM ({_compared("NEW", computed)}))
    EXECUTE FUNCTION reviews_computed_holds();
CREATE OR REPLACE TRIGGER reviews_promise_holds BEFORE UPDATE ON reviews_reviewcycle FOR EACH ROW
    WHEN (OLD.state <> 'draft' AND ({_compared("OLD", planned)}) IS DISTINCT FROM ({_compared("NEW", planned)}))
    EXECUTE FUNCTION reviews_promise_holds();
"""


def _without(names: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(name for name in names if name != one)


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0016_look_keys_up_together"),
        ("reviews", "0002_keep_results_and_appeals"),
    ]

    operations = [
        migrations.AddField(
            model_name="reviewcycle",
            name="agreement",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="reviewcycle",
            name="has_manager",
            field=models.BooleanField(default=True, verbose_name="managers write"),
        ),
        migrations.AddField(
            model_name="reviewresult",
            name="adjusted",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="RaterFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("is_named", models.BooleanField(default=True, verbose_name="of forms that bear their name")),
                ("forms", models.PositiveIntegerField(verbose_name="forms")),
                ("leniency", models.FloatField(blank=True, null=True, verbose_name="leniency")),
                ("leniency_error", models.FloatField(blank=True, null=True)),
                ("spread", models.FloatField(blank=True, null=True)),
                ("halo", models.FloatField(blank=True, null=True)),
                ("same", models.FloatField(blank=True, null=True)),
                ("recent", models.FloatField(blank=True, null=True)),
                ("flags", models.JSONField(blank=True, default=list)),
                ("told_at", models.DateTimeField(verbose_name="told")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="reviews.reviewcycle"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.person"),
                ),
            ],
            options={
                "ordering": ["person__name", "person_id", "-is_named"],
                "constraints": [
                    models.UniqueConstraint(fields=("cycle", "person", "is_named"), name="rater_finding_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewScreen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "moment",
                    models.CharField(choices=[("computed", "as computed"), ("released", "as released")], max_length=10),
                ),
                ("made_at", models.DateTimeField()),
                ("lines", models.JSONField(blank=True, default=list)),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="what was looked at")),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="screens", to="reviews.reviewcycle"
                    ),
                ),
            ],
            options={
                "ordering": ["cycle", "made_at", "id"],
                "constraints": [models.UniqueConstraint(fields=("cycle", "moment"), name="review_screen_once")],
            },
        ),
        migrations.RunSQL(
            _holds(COMPUTED, PROMISED), _holds(_without(COMPUTED, "adjusted"), _without(PROMISED, "has_manager"))
        ),
        *track("reviews_reviewresult", secrets=RESULT_SECRETS),
        *track("reviews_raterfinding", secrets=FINDING_SECRETS),
        *track("reviews_reviewscreen"),
    ]
