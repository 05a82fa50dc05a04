"""Keep who has more goals than one keeps in mind; goals are counted once all migrations are done (`services.upgrading`)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("okrs", "0005_keep_what_lines_up"),
        ("org", "0012_keep_positions_cheaply"),
        ("strategy", "0008_ask_for_commentary"),
    ]

    operations = [
        migrations.AlterField(
            model_name="adriftgoal",
            name="objective",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                primary_key=True,
                related_name="adrift",
                serialize=False,
                to="strategy.objective",
            ),
        ),
        migrations.CreateModel(
            name="Overload",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="overload",
                        serialize=False,
                        to="org.person",
                    ),
                ),
                ("goals", models.PositiveIntegerField()),
            ],
        ),
    ]
