"""Keep what goals serve in the end; what there is, is added up once all migrations are done (`services.upgrading`)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("okrs", "0004_note_what_is_agreed"),
        ("org", "0012_keep_positions_cheaply"),
        ("strategy", "0008_ask_for_commentary"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdriftGoal",
            fields=[
                (
                    "objective",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="strategy.objective",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AlignedWeight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weight", models.FloatField()),
                (
                    "objective",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="strategy.objective",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="strategy.plan",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="org.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["plan", "unit", "objective"], name="aligned_weight_once", nulls_distinct=False
                    )
                ],
            },
        ),
    ]
