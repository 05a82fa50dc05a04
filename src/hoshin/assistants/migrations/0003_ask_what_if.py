"""Assistants may be granted to ask what would follow."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assistants", "0002_more_tools"),
    ]

    operations = [
        migrations.AlterField(
            model_name="assistantgrant",
            name="tools",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("find", "Find what is called so"),
                        ("scorecard", "Read scorecards"),
                        ("explain", "Ask why a score is what it is"),
                        ("measure", "Read measures, their values and targets"),
                        ("objective", "Read objectives and their line of sight"),
                        ("due_to_me", "See what you owe"),
                        ("signals", "Read signals"),
                        ("decisions", "Read decisions and what was known"),
                        ("what_if", "Ask what would follow of other figures"),
                    ],
                    max_length=20,
                ),
                size=None,
                verbose_name="what it may ask",
            ),
        ),
    ]
