"""What rows of every app share."""

from datetime import datetime

from django.db import models


class Editable(models.Model):
    """A row that people edit: its version tells whether somebody else was faster."""

    version: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField(default=1, editable=False)
    created_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
