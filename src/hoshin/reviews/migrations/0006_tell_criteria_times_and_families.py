"""Criteria for pay, how long results were looked at together, and by which job family the questions of a form were chosen."""

import django.db.models.deletion
from django.db import migrations, models

from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0005_let_erasure_through"),
    ]

    operations = [
        migrations.CreateModel(
            name="PayCriteria",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("text", models.TextField(max_length=20000, verbose_name="criteria")),
                ("told_at", models.DateTimeField(verbose_name="told")),
            ],
            options={
                "ordering": ["-told_at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="reviewform",
            name="job_family",
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.CreateModel(
            name="CalibrationTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seconds", models.PositiveIntegerField(default=0)),
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reviews.calibrationgroup"
                    ),
                ),
            ],
        ),
        *track("reviews_paycriteria"),
    ]
