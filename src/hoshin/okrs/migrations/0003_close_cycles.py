"""Close cycles: keep how each goal stood, what was decided of it, and which stay as they stood."""

import django.db.models.deletion
from django.db import migrations, models

from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    dependencies = [
        ("okrs", "0002_say_how_far_a_goal_reaches"),
        ("strategy", "0008_ask_for_commentary"),
    ]

    operations = [
        migrations.AddField(
            model_name="commitment",
            name="archived_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="archived"),
        ),
        migrations.AddField(
            model_name="cycle",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="closed"),
        ),
        migrations.CreateModel(
            name="CycleResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "decision",
                    models.CharField(
                        choices=[("carry_over", "carry over"), ("archive", "archive"), ("drop", "drop")],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                ("score", models.FloatField(null=True, verbose_name="score")),
                ("grade", models.FloatField(null=True, verbose_name="grade")),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="results", to="okrs.cycle"
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cycle_results",
                        to="strategy.objective",
                    ),
                ),
            ],
            options={
                "ordering": ["cycle", "objective"],
                "constraints": [models.UniqueConstraint(fields=("cycle", "objective"), name="cycle_result_once")],
            },
        ),
        *track("okrs_cycleresult"),
    ]
