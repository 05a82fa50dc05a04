"""Contributors and viewers become members: what they may follows from whether they are a person of the organisation."""

from django.db import migrations, models

MEMBERS = "UPDATE accounts_user SET role = 'member', version = version + 1 WHERE role IN ('contributor', 'viewer')"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_keep_languages")]

    operations = [
        migrations.AlterField(
            "user",
            "role",
            models.CharField(
                choices=[("administrator", "Administrator"), ("office", "Strategy office"), ("member", "Member")],
                default="member",
                max_length=20,
                verbose_name="role",
            ),
        ),
        # Who was which cannot be told afterwards: going back leaves them.
        migrations.RunSQL(MEMBERS, migrations.RunSQL.noop),
    ]
