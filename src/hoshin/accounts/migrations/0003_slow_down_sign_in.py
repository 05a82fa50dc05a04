"""Tries to sign in are counted here, no longer by another app; addresses are kept in the spelling by which they are found."""

from typing import Any

from django.db import migrations, models

from hoshin.accounts.addresses import folded


def fold(apps: Any, schema_editor: Any) -> None:
    User = apps.get_model("accounts", "User")
    for user in User.objects.all():
        email = folded(user.email)
        # Of two spellings of one address each stays, and one is not found: an administrator sees both and chooses.
        if email != user.email and not User.objects.filter(email=email).exists():
            User.objects.filter(pk=user.pk).update(email=email)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_track_changes")]

    operations = [
        migrations.CreateModel(
            name="SignInTries",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunPython(fold, migrations.RunPython.noop),
        *(
            migrations.RunSQL(f"DROP TABLE IF EXISTS {table}", migrations.RunSQL.noop)
            for table in (
                "axes_accessattemptexpiration",
                "axes_accessattempt",
                "axes_accessfailurelog",
                "axes_accesslog",
            )
        ),
    ]
