import django.db.models.deletion
from django.db import migrations, models

# Scorecards removes nodes by statements of its own, which know nothing of our table.
WITH_ITS_NODE = """
ALTER TABLE forecasts_projection ADD CONSTRAINT projection_node
    FOREIGN KEY (node_id) REFERENCES scorecards_node ON DELETE CASCADE
"""


class Migration(migrations.Migration):
    dependencies = [
        ("forecasts", "0001_keep_forecasts"),
        ("scorecards", "0009_find_scores_of_ratios_again"),
    ]

    operations = [
        migrations.CreateModel(
            name="Projection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.DateField(verbose_name="first day of the period")),
                ("low", models.FloatField()),
                ("middle", models.FloatField()),
                ("high", models.FloatField()),
                ("drawn", models.FloatField(verbose_name="share of the weight that was drawn")),
                ("widest", models.JSONField(default=list, verbose_name="what makes the band wide")),
                ("computed_at", models.DateTimeField(verbose_name="computed")),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="projections",
                        to="scorecards.node",
                    ),
                ),
            ],
            options={
                "ordering": ["node", "period"],
                "constraints": [models.UniqueConstraint(fields=("node", "period"), name="projection_once")],
            },
        ),
        migrations.RunSQL(WITH_ITS_NODE, "ALTER TABLE forecasts_projection DROP CONSTRAINT projection_node"),
    ]
