"""Whom a cycle is about may follow from a rule, of which the day of joining is a part; it is promised as that was."""

from django.db import migrations, models

_REST = (
    "questions", "names_peers", "has_manager", "has_self", "has_peers", "has_reports", "starts_on", "ends_on", "unit_id",
    "excluded", "formula", "has_outside", "has_others", "least_days",
)  # fmt: skip
_RULES = """
UPDATE reviews_reviewcycle SET whom = jsonb_build_object('joined_before', joined_before), version = version + 1
    WHERE joined_before IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""
_DAYS = """
UPDATE reviews_reviewcycle SET joined_before = (whom ->> 'joined_before')::date, version = version + 1
    WHERE whom ? 'joined_before';
SET CONSTRAINTS ALL IMMEDIATE;
"""


def _holds(*names: str) -> str:
    old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("OLD", "NEW"))
    return f"""
CREATE OR REPLACE TRIGGER reviews_promise_holds BEFORE UPDATE ON reviews_reviewcycle FOR EACH ROW
    WHEN (OLD.state <> 'draft' AND ({old}) IS DISTINCT FROM ({new}))
    EXECUTE FUNCTION reviews_promise_holds();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0010_leave_out_who_hardly_worked_together"),
    ]

    operations = [
        migrations.AddField(
            model_name="reviewcycle",
            name="whom",
            field=models.JSONField(blank=True, default=dict, verbose_name="whom of them"),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, _holds(*_REST, "joined_before")),
        migrations.RunSQL(_RULES, _DAYS),
        migrations.RunSQL(_holds(*_REST, "whom"), _holds(*_REST)),
        migrations.RemoveField(model_name="reviewcycle", name="joined_before"),
    ]
