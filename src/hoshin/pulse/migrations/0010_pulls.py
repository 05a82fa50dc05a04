"""How strongly units are drawn to those above them is kept with a wave; earlier waves are read with the usual 20."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pulse", "0009_day_of_planning")]

    operations = [
        migrations.AddField("wave", "pulls", models.JSONField(blank=True, default=dict)),
    ]
