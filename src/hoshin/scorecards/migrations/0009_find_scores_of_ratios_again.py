"""Marks that ratios and means are brought together each in its own unit and by its own weights from here on.

Scores that were found before would differ from what is found now: once all migrations are done, they are found again.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("scorecards", "0008_note_what_moved")]

    operations = []
