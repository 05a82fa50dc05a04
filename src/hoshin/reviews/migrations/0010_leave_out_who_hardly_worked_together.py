"""From how many days together on ratings count is part of what a cycle promised; cycles of before count all of them."""

from django.db import migrations, models

_BEFORE = (
    "questions", "names_peers", "has_manager", "has_self", "has_peers", "has_reports", "starts_on", "ends_on", "unit_id",
    "joined_before", "excluded", "formula", "has_outside", "has_others",
)  # fmt: skip
_FIELD = "days that whoever rates has worked with the person"


def _holds(names: tuple[str, ...]) -> str:
    old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("OLD", "NEW"))
    return f"""
CREATE OR REPLACE TRIGGER reviews_promise_holds BEFORE UPDATE ON reviews_reviewcycle FOR EACH ROW
    WHEN (OLD.state <> 'draft' AND ({old}) IS DISTINCT FROM ({new}))
    EXECUTE FUNCTION reviews_promise_holds();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0009_tell_how_groups_are_worded"),
    ]

    operations = [
        migrations.AddField(
            model_name="reviewcycle",
            name="least_days",
            field=models.PositiveSmallIntegerField(default=0, verbose_name=_FIELD),
        ),
        migrations.AlterField(
            model_name="reviewcycle",
            name="least_days",
            field=models.PositiveSmallIntegerField(default=30, verbose_name=_FIELD),
        ),
        migrations.RunSQL(_holds((*_BEFORE, "least_days")), _holds(_BEFORE)),
    ]
