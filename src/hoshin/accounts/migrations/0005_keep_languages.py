"""Everybody may choose a language; where nobody did, it is kept which one their browser asks for, which is no change."""

from django.db import migrations, models

from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_keep_formats_and_zones")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(blank=True, max_length=10, verbose_name="language"),
        ),
        migrations.AddField(
            model_name="user",
            name="browser_language",
            field=models.CharField(blank=True, editable=False, max_length=10),
        ),
        *track("accounts_user", secrets=("password",), traces_of_use=("last_login", "browser_language")),
    ]
