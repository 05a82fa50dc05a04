"""Whoever leads somebody by a dotted line or in a project may write; whether they do is part of what was promised."""

from django.db import migrations, models

_BEFORE = (
    "questions", "names_peers", "has_manager", "has_self", "has_peers", "has_reports", "starts_on", "ends_on", "unit_id",
    "joined_before", "excluded", "formula", "has_outside",
)  # fmt: skip
_SOURCES = [
    ("self", "themself"),
    ("manager", "manager"),
    ("other", "dotted-line or project lead"),
    ("peer", "peer"),
    ("report", "report"),
    ("outside", "somebody outside"),
]


def _holds(names: tuple[str, ...]) -> str:
    old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("OLD", "NEW"))
    return f"""
CREATE OR REPLACE TRIGGER reviews_promise_holds BEFORE UPDATE ON reviews_reviewcycle FOR EACH ROW
    WHEN (OLD.state <> 'draft' AND ({old}) IS DISTINCT FROM ({new}))
    EXECUTE FUNCTION reviews_promise_holds();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0006_tell_criteria_times_and_families"),
    ]

    operations = [
        migrations.AddField(
            model_name="reviewcycle",
            name="has_others",
            field=models.BooleanField(
                default=False, verbose_name="whoever leads by a dotted line or in a project writes"
            ),
        ),
        migrations.AlterField(
            model_name="reviewform",
            name="source",
            field=models.CharField(choices=_SOURCES, max_length=10, verbose_name="who they are"),
        ),
        migrations.AlterField(
            model_name="writingtime",
            name="source",
            field=models.CharField(choices=_SOURCES, max_length=10),
        ),
        migrations.RunSQL(_holds((*_BEFORE, "has_others")), _holds(_BEFORE)),
    ]
