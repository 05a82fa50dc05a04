"""How much of the evidence there was when writing ended stands with the result and does not change."""

from django.db import migrations, models

from hoshin.audit.tracking import track

_SECRETS = ("raw", "error", "adjusted", "reason", "potential", "score", "sources", "voices", "flags", "comment")
_COMPUTED = ("cycle_id", "person_id", "raw", "error", "adjusted", "reason", "potential", "sources", "flags")
_ADDED = ("completeness", "lacks")


def _holds(names: tuple[str, ...]) -> str:
    old, new = (", ".join(f"{row}.{name}" for name in names) for row in ("OLD", "NEW"))
    return f"""
CREATE OR REPLACE TRIGGER reviews_computed_holds BEFORE UPDATE ON reviews_reviewresult FOR EACH ROW
    WHEN (({old}) IS DISTINCT FROM ({new})
        OR OLD.voices IS DISTINCT FROM NEW.voices AND current_setting('hoshin.erasing', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION reviews_computed_holds();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0007_ask_others"),
    ]

    operations = [
        migrations.AddField(
            model_name="reviewresult",
            name="completeness",
            field=models.FloatField(blank=True, null=True, verbose_name="evidence that was there"),
        ),
        migrations.AddField(
            model_name="reviewresult",
            name="lacks",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.RunSQL(_holds((*_COMPUTED, *_ADDED)), _holds(_COMPUTED)),
        *track("reviews_reviewresult", secrets=(*_SECRETS, *_ADDED)),
    ]
