from django.db import migrations

from hoshin.audit.tracking import track


class Migration(migrations.Migration):
    dependencies = [("pulse", "0001_initial")]

    operations = [*track("pulse_wave", secrets=("salt",))]
