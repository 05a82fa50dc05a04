"""People are found by what they do and know: words of titles and of skills, for those who have any."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

import hoshin.base.words


class Migration(migrations.Migration):
    dependencies = [("org", "0010_keep_positions")]

    operations = [
        migrations.RunSQL(hoshin.base.words.FUNCTION_OF_LISTS, hoshin.base.words.NO_FUNCTION_OF_LISTS),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(hoshin.base.words.Folded("title"), config="simple"),
                condition=models.Q(("title", ""), _negated=True),
                name="person_by_title",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(hoshin.base.words.FoldedList("skills"), config="simple"),
                condition=models.Q(("skills", []), _negated=True),
                name="person_by_skills",
            ),
        ),
    ]
