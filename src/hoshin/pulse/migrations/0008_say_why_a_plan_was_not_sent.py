"""Why a planned survey was not sent is kept as text with facts, and said in the language of whoever reads it.

What stood there stays as it was written. The column changes its type in one statement, which no trigger takes for an edit.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_AS_PROBLEMS = """
ALTER TABLE pulse_plannedwave ALTER COLUMN problem TYPE jsonb USING
    CASE WHEN problem = '' THEN '[]' ELSE jsonb_build_array(jsonb_build_object('message', problem, 'remedy', '')) END;
ALTER TABLE pulse_plannedwave RENAME COLUMN problem TO problems;
"""
_AS_TEXT = """
ALTER TABLE pulse_plannedwave RENAME COLUMN problems TO problem;
ALTER TABLE pulse_plannedwave ALTER COLUMN problem TYPE varchar(500) USING
    left(COALESCE(problem #>> '{0,message,text}', problem #>> '{0,message}', ''), 500);
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("pulse", "0007_planned_waves"),
    ]

    operations = [
        migrations.RunSQL(
            _AS_PROBLEMS,
            _AS_TEXT,
            state_operations=[
                migrations.RenameField("plannedwave", "problem", "problems"),
                migrations.AlterField(
                    "plannedwave",
                    "problems",
                    models.JSONField(blank=True, default=list, verbose_name="why it was not sent"),
                ),
            ],
        ),
        migrations.AddField(
            "plannedwave",
            "planned_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="planned by",
            ),
        ),
    ]
