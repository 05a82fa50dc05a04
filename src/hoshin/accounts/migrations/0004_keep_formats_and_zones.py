"""Everybody may choose formats of numbers and dates, and a time zone, of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_slow_down_sign_in")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="formats",
            field=models.CharField(blank=True, max_length=10, verbose_name="numbers and dates"),
        ),
        migrations.AddField(
            model_name="user",
            name="time_zone",
            field=models.CharField(blank=True, max_length=60, verbose_name="time zone"),
        ),
    ]
