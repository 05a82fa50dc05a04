"""Note which goals are proposed or agreed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("okrs", "0003_close_cycles"),
    ]

    operations = [
        migrations.AddField(
            model_name="commitment",
            name="agreed",
            field=models.CharField(
                choices=[("no", "not agreed"), ("proposed", "proposed"), ("agreed", "agreed")],
                db_default="no",
                default="no",
                max_length=10,
                verbose_name="agreed",
            ),
        ),
    ]
