"""Keep grants to assistants."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AssistantGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="assistant")),
                ("purpose", models.CharField(max_length=300, verbose_name="what for")),
                (
                    "tools",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("find", "Find what is called so"),
                                ("scorecard", "Read scorecards"),
                                ("explain", "Ask why a score is what it is"),
                                ("measure", "Read measures, their values and targets"),
                                ("objective", "Read objectives and their line of sight"),
                                ("due_to_me", "See what you owe"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                        verbose_name="what it may ask",
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("prefix", models.CharField(max_length=20)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("used_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("expires_on", models.DateField(verbose_name="last day")),
                ("is_revoked", models.BooleanField(default=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        *track("assistants_assistantgrant", secrets=("digest",), traces_of_use=("used_at",)),
    ]
