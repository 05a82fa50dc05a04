"""Keep cycles, and which objectives people took on in them."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("strategy", "0008_ask_for_commentary"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cycle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("code", models.CharField(max_length=100, verbose_name="code")),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("starts_on", models.DateField(verbose_name="start")),
                ("ends_on", models.DateField(verbose_name="end")),
            ],
            options={
                "ordering": ["-starts_on", "code"],
                "constraints": [
                    models.UniqueConstraint(django.db.models.functions.text.Upper("code"), name="cycle_code"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="cycle_ends",
                        violation_error_message="A cycle cannot end before it starts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("is_draft", models.BooleanField(default=True, verbose_name="draft")),
                (
                    "objective",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="commitment", to="strategy.objective"
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="okrs.cycle",
                        verbose_name="cycle",
                    ),
                ),
            ],
            options={
                "ordering": ["objective"],
            },
        ),
        *track("okrs_cycle"),
        *track("okrs_commitment"),
    ]
