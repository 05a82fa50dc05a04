"""Names are found by what stands inside of their words."""

import django.contrib.postgres.indexes
from django.db import migrations

import hoshin.base.words


class Migration(migrations.Migration):
    dependencies = [("org", "0008_find_inside_words"), ("measures", "0010_ignore_scales_of_before")]

    operations = [
        migrations.RemoveIndex(model_name="measure", name="measure_words"),
        migrations.AddIndex(
            model_name="measure",
            index=django.contrib.postgres.indexes.GinIndex(hoshin.base.words.Pieces("name"), name="measure_pieces"),
        ),
    ]
