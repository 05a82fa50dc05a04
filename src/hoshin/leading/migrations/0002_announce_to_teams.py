"""Announcements to those who report to their author, and codes by which workbooks name announcements and questions."""

from django.db import migrations, models
from django.db.models import Func
from django.db.models.functions import Cast

import hoshin.feedback.models

# The database names each row that is there, without an entry in the trail: nobody changed it.
_CODE_OF_ITS_OWN = Func(Cast(Func(function="gen_random_uuid"), models.TextField()), function="md5")


def _named(model: str) -> list[migrations.operations.base.Operation]:
    column = {"editable": False, "max_length": 100, "unique": True, "verbose_name": "code"}
    return [
        migrations.AddField(model, "code", models.CharField(db_default=_CODE_OF_ITS_OWN, **column)),
        migrations.AlterField(model, "code", models.CharField(default=hoshin.feedback.models.new_code, **column)),
    ]


class Migration(migrations.Migration):
    dependencies = [("leading", "0001_initial"), ("feedback", "0001_initial")]

    operations = [
        *_named("announcement"),
        *_named("announcementquestion"),
        migrations.AddField(
            model_name="announcement",
            name="to_team",
            field=models.BooleanField(default=False, verbose_name="for those who report to its author"),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_team", False), ("unit", None), _connector="OR"),
                name="announcement_to_one_of_them",
                violation_error_message="It is for a unit or for your team, not for both.",
            ),
        ),
    ]
