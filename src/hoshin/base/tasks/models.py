"""What the queue itself does not keep of a job: how far it is, why it failed, and that its work is committed."""

# mypy: disable-error-code="var-annotated"

from django.db import models
from procrastinate.contrib.django.models import ProcrastinateJob

from hoshin.base.wordings import said_again


class JobRun(models.Model):
    """The latest run of a job. `ended_at` is written in the transaction of the work, so the two never disagree."""

    # The constraint stands in the migration: the library removes jobs in SQL, and their runs go with them.
    job = models.OneToOneField(
        ProcrastinateJob, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="run"
    )
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    # Sentences as base.wordings stores them: text, or text and facts apart.
    what = models.JSONField(default=str, blank=True)
    problem = models.JSONField(default=str, blank=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.pk}: {said_again(self.what or self.problem)}"
