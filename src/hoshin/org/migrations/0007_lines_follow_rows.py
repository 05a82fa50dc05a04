"""Lines are derived from the rows that they are of: no constraint looks each of them up again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("org", "0006_granted_relations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="reportingline",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reporting_lines",
                to="org.person",
            ),
        ),
        migrations.AlterField(
            model_name="unitline",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="unit_lines",
                to="org.unit",
            ),
        ),
    ]
