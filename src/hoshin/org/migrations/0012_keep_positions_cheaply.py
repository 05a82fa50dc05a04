"""Past positions are written by the ten thousand, from rows that hold: what they name is not looked up again for each.

And nobody reports to themself, which services refused already.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0011_find_by_title_and_skill")]

    operations = [
        migrations.AlterField(
            model_name="pastposition",
            name="manager",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="org.person",
            ),
        ),
        migrations.AlterField(
            model_name="pastposition",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="past_positions",
                to="org.person",
            ),
        ),
        migrations.AlterField(
            model_name="pastposition",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="org.unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("id", models.F("manager")), _negated=True),
                name="person_not_own_manager",
                violation_error_message="Nobody reports to themself.",
            ),
        ),
    ]
