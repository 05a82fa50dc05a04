"""Names are found by what stands inside of their words."""

import django.contrib.postgres.indexes
from django.db import migrations

import hoshin.base.words


class Migration(migrations.Migration):
    dependencies = [("org", "0008_find_inside_words"), ("strategy", "0005_past_plan_definitions")]

    operations = [
        migrations.RemoveIndex(model_name="objective", name="objective_words"),
        migrations.AddIndex(
            model_name="objective",
            index=django.contrib.postgres.indexes.GinIndex(hoshin.base.words.Pieces("name"), name="objective_pieces"),
        ),
    ]
