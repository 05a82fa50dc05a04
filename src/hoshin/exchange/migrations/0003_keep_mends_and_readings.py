"""Keep the mends that are chosen for a file, and how columns are to be read that leave it open."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_have_jobs_tell_how_far_transfers_are"),
    ]

    operations = [
        migrations.AddField(
            model_name="transfer",
            name="mends",
            field=models.JSONField(default=list, verbose_name="mends"),
        ),
        migrations.CreateModel(
            name="ColumnReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheet", models.CharField(max_length=100, verbose_name="sheet")),
                ("column", models.CharField(max_length=100, verbose_name="column")),
                ("answer", models.CharField(max_length=30, verbose_name="answer")),
                ("answered_at", models.DateTimeField(verbose_name="answered")),
            ],
            options={
                "ordering": ["sheet", "column"],
                "constraints": [models.UniqueConstraint(fields=("sheet", "column"), name="column_reading_once")],
            },
        ),
    ]
