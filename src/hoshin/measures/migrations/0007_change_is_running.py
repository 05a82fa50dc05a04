"""The running change is written at the end of the transaction of its actuals: none of them looks it up again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0005_write_added_rows_at_once"),
        ("measures", "0006_one_index_less"),
    ]

    operations = [
        migrations.AlterField(
            model_name="actual",
            name="change",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="audit.change",
            ),
        ),
    ]
