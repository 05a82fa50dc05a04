"""Marks that scores are found by other rules from here on: once all migrations are done, they are found again.

See `services.upgrading`. The next change of rules that moves scores adds a migration like this one, and names it there.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0004_objectives_of_units")]

    operations = []
