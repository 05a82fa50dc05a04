from django.db import migrations, models

from hoshin.audit.moving import install_function


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_write_added_rows_at_once")]

    operations = [
        migrations.CreateModel(
            name="Touch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("xact", models.BigIntegerField()),
                ("table", models.CharField(max_length=63)),
                ("part", models.BigIntegerField(null=True)),
                ("day", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["xact", "table", "part", "day"], nulls_distinct=False, name="touch_once"
                    )
                ],
            },
        ),
        install_function(),
    ]
