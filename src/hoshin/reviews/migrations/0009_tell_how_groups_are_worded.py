"""How managers' texts about groups differ stands with the screen of a cycle as it was computed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0008_tell_how_complete_evidence_is"),
    ]

    operations = [
        migrations.AddField(
            model_name="reviewscreen",
            name="wording",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
