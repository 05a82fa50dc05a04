"""Say of each goal how far it reaches: what is expected of its grade."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("okrs", "0001_keep_cycles_and_commitments"),
    ]

    operations = [
        migrations.AddField(
            model_name="commitment",
            name="ambition",
            field=models.CharField(
                choices=[
                    ("aspirational", "reaches far: 0.7 is a success"),
                    ("committed", "promised: anything below 1.0 is a miss"),
                ],
                default="aspirational",
                max_length=12,
                verbose_name="ambition",
            ),
        ),
    ]
