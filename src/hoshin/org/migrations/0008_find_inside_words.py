"""Names are found without accents, those of units also by what stands inside of their words."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations

import hoshin.base.words


class Migration(migrations.Migration):
    dependencies = [("org", "0007_lines_follow_rows")]

    operations = [
        migrations.RunSQL(hoshin.base.words.FUNCTIONS, hoshin.base.words.NO_FUNCTIONS),
        migrations.RemoveIndex(model_name="person", name="person_words"),
        migrations.RemoveIndex(model_name="unit", name="unit_words"),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(hoshin.base.words.Folded("name"), config="simple"),
                name="person_by_words",
            ),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=django.contrib.postgres.indexes.GinIndex(hoshin.base.words.Pieces("name"), name="unit_pieces"),
        ),
    ]
