"""Keys of values are held by triggers, so that an import has them looked up together."""

import django.db.models.deletion
from django.db import migrations, models

from hoshin.base.keys import key_in_sets


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0007_face_of_assistants"),
        ("measures", "0014_begin_limits_anew"),
        ("org", "0016_look_keys_up_together"),
    ]

    operations = [
        migrations.AlterField(
            model_name="actual",
            name="measure",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="actuals",
                to="measures.measure",
            ),
        ),
        migrations.AlterField(
            model_name="actual",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="org.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="actual",
            index=models.Index(condition=models.Q(("unit__isnull", False)), fields=["unit"], name="actual_by_unit"),
        ),
        *key_in_sets("measures_actual", "measure_id", "measures_measure"),
        *key_in_sets("measures_actual", "unit_id", "org_unit"),
    ]
