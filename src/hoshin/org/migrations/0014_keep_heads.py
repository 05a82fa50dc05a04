"""Heads of units have their days, as reporting lines do; those of now begin on the day of the upgrade."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0013_keep_days_off")]

    operations = [
        migrations.CreateModel(
            name="UnitHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(null=True, verbose_name="until")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="headed_units", to="org.person"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="past_heads",
                        to="org.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["unit", "-valid_from"],
                "indexes": [models.Index(fields=["unit", "valid_from"], name="unit_head_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("unit",), name="unit_head_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gt", models.F("valid_from"))), name="unit_head_days"
                    ),
                ],
            },
        ),
    ]
